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
} from '@parley/protocol';
export { CallError, type CallErrorCode, type CallErrorDetails, type ClientErrorCode } from './call-error.ts';
export {
  CallEndedEvent,
  CallErrorEvent,
  ParticipantEvent,
  type CallEndReason,
  type CallEventMap,
} from './call-events.ts';
export { callIdOf } from './call-link.ts';
export { CallList, type CallListEventMap } from './call-list.ts';
export { Call, type CallState, type SignalingState } from './call.ts';
export { LocalMedia, type DeviceList, type LocalMediaEventMap, type MediaChoice } from './media/local-media.ts';
export { Parley, type CreateOptions, type JoinOptions, type ParleyOptions } from './parley.ts';
export { RemoteParticipant, type RemoteParticipantEventMap } from './remote-participant.ts';
export { TypedEventTarget, type TypedListener } from './typed-event-target.ts';
