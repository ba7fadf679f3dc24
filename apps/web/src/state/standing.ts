// How another participant stands, as its picture tells it. Pure.

/** `here`: media flows; `joining`: it never did; `reconnecting`: it did, and is to come back. */
export type Standing = 'joining' | 'here' | 'reconnecting';

export interface StandingFacts {
  connectionState: RTCPeerConnectionState;
  /** The seat's. */
  state: 'connected' | 'reconnecting' | 'left';
  /** Whether it was ever connected. */
  known: boolean;
}

export function standingOf({ connectionState, state, known }: StandingFacts): Standing {
  if (!known) return 'joining';
  return connectionState === 'connected' && state === 'connected' ? 'here' : 'reconnecting';
}
