// The events of a call that carry something: what a listener gets beside the event's name.
import type { EndReason } from '@parley/protocol';
import type { CallErrorEvent } from './call-error.ts';
import type { RemoteParticipant } from './remote-participant.ts';

/**
 * Why a call is over for this participant: the server's reason, or `removed` (its seat was taken away),
 * `replaced` (it was opened elsewhere), `lost` (the seat could not be taken back).
 */
export type CallEndReason = EndReason | 'removed' | 'replaced' | 'lost';

export type ParticipantEventType = 'participantjoined' | 'participantleft' | 'participantchange';

/** Somebody came, went, or changed: its seat's state or its name. */
export class ParticipantEvent extends Event {
  readonly participant: RemoteParticipant;

  constructor(type: ParticipantEventType, participant: RemoteParticipant) {
    super(type);
    this.participant = participant;
  }
}

/** `ended`: the call is over for this participant; every connection, timer and device is released. */
export class CallEndedEvent extends Event {
  readonly reason: CallEndReason;

  constructor(reason: CallEndReason) {
    super('ended');
    this.reason = reason;
  }
}

export interface CallEventMap {
  statechange: Event;
  signalingchange: Event;
  participantjoined: ParticipantEvent;
  participantleft: ParticipantEvent;
  participantchange: ParticipantEvent;
  infochange: Event;
  ended: CallEndedEvent;
  error: CallErrorEvent;
}
