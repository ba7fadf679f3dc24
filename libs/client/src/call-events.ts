// The events of a call that carry something: what a listener gets beside the event's name.
import type { EndReason } from '@parley/protocol';
import type { CallErrorEvent } from './call-error.ts';
import type { RemoteParticipant } from './remote-participant.ts';

/**
 * Why a call is over for this participant: the server's reason, or `removed` (its seat was taken away),
 * `replaced` (it was opened elsewhere), `lost` (the seat could not be taken back).
 */
export type CallEndReason = EndReason | 'removed' | 'replaced' | 'lost';

/** The names of a Call's events that are about one participant. */
export type ParticipantEventType = 'participantjoined' | 'participantleft' | 'participantchange';

/** Somebody came, went, or changed: its seat's state, its name or its permissions. */
export class ParticipantEvent extends Event {
  /** Whom it is about. The same object from its coming to its going. */
  readonly participant: RemoteParticipant;

  /** For who makes events of their own, as in tests. */
  constructor(type: ParticipantEventType, participant: RemoteParticipant) {
    super(type);
    this.participant = participant;
  }
}

/** `ended`: the call is over for this participant; every connection, timer and device is released. */
export class CallEndedEvent extends Event {
  /** Why it ended; the same as `Call.endReason`. */
  readonly reason: CallEndReason;

  /** For who makes events of their own, as in tests. */
  constructor(reason: CallEndReason) {
    super('ended');
    this.reason = reason;
  }
}

/** The events of a Call. */
export interface CallEventMap {
  /** `state` changed. */
  statechange: Event;
  /** `signaling` changed: the server was lost, or is back. Media does not mind. */
  signalingchange: Event;
  /** Somebody came. Those who were there before stand in `participants` and have no event. */
  participantjoined: ParticipantEvent;
  /** Somebody is gone: hung up, was removed, or was lost for so long that the server gave the seat up. */
  participantleft: ParticipantEvent;
  /** The `state` of somebody's seat changed, the `displayName`, or the `permissions`. */
  participantchange: ParticipantEvent;
  /** `info` changed. */
  infochange: Event;
  /** `permissions` changed: what this side may do. */
  permissionschange: Event;
  /** The call is over for this participant. The last event, once. */
  ended: CallEndedEvent;
  /** Something went wrong that no caller was waiting for. The call goes on, unless `ended` follows. */
  error: CallErrorEvent;
}
