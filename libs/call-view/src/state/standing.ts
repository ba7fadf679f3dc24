// How another participant stands, as its picture tells it. Pure.

/** `here`: media flows; `joining`: it never did; `reconnecting`: it did, and is to come back; `failed`: all was tried. */
export type Standing = 'joining' | 'here' | 'reconnecting' | 'failed';

export interface StandingFacts {
  connectionState: RTCPeerConnectionState;
  /** The seat's. */
  state: 'connected' | 'reconnecting' | 'left';
  /** Whether it was ever connected. */
  known: boolean;
  /** Whether nothing more is tried. */
  failed: boolean;
}

export function standingOf({ connectionState, state, known, failed }: StandingFacts): Standing {
  if (failed) return 'failed';
  if (!known) return 'joining';
  return connectionState === 'connected' && state === 'connected' ? 'here' : 'reconnecting';
}
