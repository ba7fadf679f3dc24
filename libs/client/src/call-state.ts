// The one word for how a call stands, derived from the connections.

/**
 * `waiting` for someone, `connecting` for the first time, `connected` to at least one, `reconnecting` to those who were,
 * `failed` to everybody (each participant's `failure` says why; it goes on when a network changes, or with `Call.reconnect`),
 * `ended` for this participant.
 */
export type CallState = 'waiting' | 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'ended';

/** `reconnecting`: the socket is gone, which neither ends the call nor its media. */
export type SignalingState = 'connected' | 'reconnecting';

export interface PeerStanding {
  readonly connectionState: RTCPeerConnectionState;
  /** Whether it was ever connected. */
  readonly known: boolean;
  /** Whether nothing more is tried. */
  readonly failed: boolean;
}

export function callState(ended: boolean, peers: readonly PeerStanding[]): CallState {
  if (ended) {
    return 'ended';
  }
  if (peers.length === 0) {
    return 'waiting';
  }
  if (peers.some(({ connectionState }) => connectionState === 'connected')) {
    return 'connected';
  }
  if (peers.every(({ failed }) => failed)) {
    return 'failed';
  }
  return peers.some(({ known }) => known) ? 'reconnecting' : 'connecting';
}
