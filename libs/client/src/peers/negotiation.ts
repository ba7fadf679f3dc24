// Perfect negotiation as a pure function: what one step of the talk about a connection leads to.
// https://www.w3.org/TR/webrtc/#perfect-negotiation-example, with the contract's `connection` values on top.

export interface NegotiationState {
  /** Whether this side gives way when offers cross: the participant with the later seat does. */
  readonly polite: boolean;
  /** The `connection` of the RTCPeerConnection in use; null before there is one. */
  readonly connection: string | null;
  /** `stable` before there is one. An offer being made counts as made: the session's queue never lets a signal in between. */
  readonly signalingState: RTCSignalingState;
  /** Whether the other side has said anything on this connection yet: answered our offer, or made its own. */
  readonly established: boolean;
  /** Connections that were dropped: what still comes for them is late. */
  readonly retired: ReadonlySet<string>;
  /** Whether the last description was an offer of the other side's that lost to ours: its candidates have no place. */
  readonly ignoringOffer: boolean;
}

export type NegotiationEvent =
  { type: 'negotiationneeded' } | { type: 'offer' | 'answer' | 'candidate'; connection: string };

export type NegotiationStep =
  /** Nothing: it is late, a repeat, or will be asked again by the browser. */
  | 'ignore'
  | 'make-offer'
  /** Set it, dropping an own offer if one is pending, and answer. */
  | 'accept-offer'
  /** Drop the connection in use, and answer on a new one. */
  | 'accept-new-connection'
  /** Both began a new connection at once and this side's stands: say so with an offer that is surely newer than theirs. */
  | 'begin-anew'
  /** Both renegotiated at once and this side's offer stands. */
  | 'ignore-offer'
  | 'accept-answer'
  | 'add-candidate'
  /** Its offer has not come yet. */
  | 'hold-candidate';

export function negotiate(state: NegotiationState, event: NegotiationEvent): NegotiationStep {
  if (event.type === 'negotiationneeded') {
    // The browser asks again when it is stable and still needs it.
    return state.signalingState === 'stable' ? 'make-offer' : 'ignore';
  }
  if (state.retired.has(event.connection)) {
    return 'ignore';
  }
  const current = event.connection === state.connection;
  const offering = state.signalingState === 'have-local-offer';
  switch (event.type) {
    case 'offer':
      if (!current) {
        // A pending offer that only renegotiates is void once the other side has begun anew; a beginning is not.
        return offering && !state.established && !state.polite ? 'begin-anew' : 'accept-new-connection';
      }
      return offering && !state.polite ? 'ignore-offer' : 'accept-offer';
    case 'answer':
      return current && offering ? 'accept-answer' : 'ignore';
    case 'candidate':
      if (!current) {
        return 'hold-candidate';
      }
      return state.ignoringOffer ? 'ignore' : 'add-candidate';
  }
}
