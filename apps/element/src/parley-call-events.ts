// What `<parley-call>` tells the page around it.
import type { Call, CallEndReason, CallErrorEvent, CallState } from '@parley/client';

/** `idle` before a call, `entering` until the server has given a seat, then the call's own word. */
export type ParleyCallState = 'idle' | 'entering' | CallState;

/** Out of whatever the element stands in: another element's shadow too. */
const TOLD_AROUND: EventInit = { bubbles: true, composed: true };

/** `joined`: the person is in a call. */
export class JoinedEvent extends Event {
  /** All that the library can do with a call. */
  readonly call: Call;

  /** For who makes events of their own, as in tests. */
  constructor(call: Call) {
    super('joined', TOLD_AROUND);
    this.call = call;
  }
}

/** `ended`: the call is over for this person. */
export class EndedEvent extends Event {
  /** Why it ended; the same as `Call.endReason`. */
  readonly reason: CallEndReason;

  /** For who makes events of their own, as in tests. */
  constructor(reason: CallEndReason) {
    super('ended', TOLD_AROUND);
    this.reason = reason;
  }
}

/** `statechange`: what it is now stands in the element's `state`. */
export const stateChangeEvent = (): Event => new Event('statechange', TOLD_AROUND);

/** The events of `<parley-call>`. All but `error`, which a page would take for a script's, bubble. */
export interface ParleyCallEventMap {
  /** The person is in a call: created here, joined, or come back to after a reload. */
  joined: JoinedEvent;
  /** `state` has changed. */
  statechange: Event;
  /** The call is over for this person, for whatever reason. */
  ended: EndedEvent;
  /** Something went wrong, and the person is told. */
  error: CallErrorEvent;
}
