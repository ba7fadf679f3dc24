// The entry `@parley/client/moderation`: who is let in, who may do what, and what the others ask of this side.
export {
  Moderation,
  MuteRequestedEvent,
  type ModerationEventMap,
  type ParticipantOrId,
} from './moderation/moderation.ts';
export type { Knock, KnockState, MutedKind } from '@parley/protocol';
