// One call that this participant sits in.
import type { Call as CallInfo, Participant } from '@parley/protocol';
import type { CallEndReason, CallEventMap } from './call-events.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { RemoteParticipant } from './remote-participant.ts';
import { TypedEventTarget } from './typed-event-target.ts';

export type CallState = 'waiting' | 'connecting' | 'connected' | 'reconnecting' | 'ended';
export type SignalingState = 'connected' | 'reconnecting';

export abstract class Call extends TypedEventTarget<CallEventMap> {
  abstract readonly id: string;
  abstract readonly joinUrl: string;
  abstract readonly info: CallInfo;
  abstract readonly ownerSecret: string | null;
  abstract readonly self: Participant;
  abstract readonly participants: ReadonlyMap<string, RemoteParticipant>;
  abstract readonly media: LocalMedia;
  abstract readonly state: CallState;
  abstract readonly signaling: SignalingState;
  abstract readonly endReason: CallEndReason | null;
  abstract hangUp(reason?: string): Promise<void>;
}
