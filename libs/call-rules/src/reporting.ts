// What a participant may report to the call's timeline.
import type { Decision } from './facts.ts';
import { refusals } from './refusals.ts';

export interface Reporting {
  /** Whether someone else took the reporter out. That it has left does not matter: the end is what is most worth telling. */
  removed: boolean;
  own: string;
  /** The participants whom the entries name. */
  peers: ReadonlySet<string>;
  /** Those of them who ever had a seat in the call. */
  known: ReadonlySet<string>;
}

export function decideReport({ removed, own, peers, known }: Reporting): Decision<'taken'> {
  if (removed) return refusals.removed();
  if (peers.has(own)) return refusals.ownPeer();
  return [...peers].every((peer) => known.has(peer)) ? 'taken' : refusals.unknownPeer();
}
