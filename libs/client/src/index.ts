// The public API of the client library.
export type {
  Call as CallInfo,
  CallState as CallInfoState,
  EndReason,
  ErrorCode,
  FieldError,
  JsonValue,
  Metadata,
  Participant,
  ParticipantState,
  Permission,
} from '@parley/protocol';
export {
  CallError,
  CallErrorEvent,
  type CallErrorCode,
  type CallErrorDetails,
  type ClientErrorCode,
} from './call-error.ts';
export {
  CallEndedEvent,
  ParticipantEvent,
  type CallEndReason,
  type CallEventMap,
  type ParticipantEventType,
} from './call-events.ts';
export { callIdOf } from './call-link.ts';
export { CallList, type CallListEventMap } from './call-list.ts';
export type { CallState, SignalingState } from './call-state.ts';
export { Call } from './call.ts';
export type { Device, DeviceList, MediaChoice } from './media/devices.ts';
export { LocalMedia, type LocalMediaEventMap } from './media/local-media.ts';
export type { MediaContent, MediaSource } from './media-source.ts';
export { Parley, type CreateOptions, type JoinOptions, type ParleyOptions } from './parley.ts';
export type { CodecPreference } from './peers/codec-preference.ts';
export { RECOVERY_CONNECTIONS, RECOVERY_TIMES, type RecoveryRung } from './peers/recovery.ts';
export { SENDER_LIMITS, type SenderLimit } from './peers/sender-limits.ts';
export { RemoteParticipant, type RemoteParticipantEventMap } from './remote-participant.ts';
export {
  TypedEventTarget,
  type EventsOf,
  type TypedEventTargetConstructor,
  type TypedListener,
} from './typed-event-target.ts';
