// The state of a call in words: what the live region says. Pure.
import type { CallState, SignalingState } from '@parley/client';
import { WORDS } from '../words/words.ts';

/** What the status of a call depends on. */
export interface CallFacts {
  state: CallState;
  signaling: SignalingState;
  others: readonly OtherFacts[];
}

export interface OtherFacts {
  /** The seat's state: `reconnecting` when its socket is gone. */
  seat: 'connected' | 'reconnecting' | 'left';
  connection: RTCPeerConnectionState;
}

/** `calm` is an ordinary state; `amber` is one in which something is being tried. */
export interface Status {
  words: string;
  tone: 'calm' | 'amber';
}

export function statusOf({ state, signaling, others }: CallFacts): Status {
  const { status } = WORDS;
  if (state === 'ended') return { words: status.ended, tone: 'calm' };
  if (state === 'failed') return { words: status.failed, tone: 'amber' };
  if (state === 'waiting') return calmOrServerAway(status.waiting, signaling);
  const flowing = others.some((other) => other.connection === 'connected');
  if (signaling === 'reconnecting') {
    return flowing ? { words: status.serverAway, tone: 'amber' } : { words: status.reconnecting, tone: 'amber' };
  }
  if (state === 'connecting') return { words: status.connecting, tone: 'calm' };
  if (others.length > 0 && others.every((other) => other.seat === 'reconnecting')) {
    return { words: status.otherReconnecting, tone: 'amber' };
  }
  if (state === 'reconnecting') return { words: status.reconnecting, tone: 'amber' };
  return { words: status.connected, tone: 'calm' };
}

function calmOrServerAway(words: string, signaling: SignalingState): Status {
  return signaling === 'connected' ? { words, tone: 'calm' } : { words: WORDS.status.reconnecting, tone: 'amber' };
}
