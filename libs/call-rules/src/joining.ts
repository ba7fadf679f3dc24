// Who may take a seat, and what the taking makes of the call.
import type { CallState, Refusal } from '@parley/protocol';
import { type Entering, refuseEntry } from './entering.ts';
import type { CallFacts, Decision, SeatFacts } from './facts.ts';
import { refusals } from './refusals.ts';

export interface Joining {
  call: CallFacts;
  /** How many participants have not left, the one who joins included if it is one of them. */
  present: number;
  /** The seat that the secret has here, if any. */
  seat: (SeatFacts & { lastSeq: number }) | undefined;
  /** The position that the reader names. */
  after: number | undefined;
  /** An `ownerSecret` was sent that is not the call's. */
  falseOwner: boolean;
  /** What the doors see of it; who has a seat here comes past all but a removal. */
  entering: Entering;
  /** How many others of its identity have not left, and what a second seat of one identity comes to. */
  others: number;
  duplicates: DuplicateIdentity;
}

/** What becomes of the first seat of an identity that comes for another: it gives way, or the newcomer is refused. */
export type DuplicateIdentity = 'replace' | 'reject';

export interface Arrival {
  /** `returned` comes back from `left`: a newcomer to everyone else. `resumed` had never left. */
  kind: 'newcomer' | 'returned' | 'resumed';
  callState: Exclude<CallState, 'ended'>;
  /** The other seats of the same identity are left for it. */
  replaces: boolean;
}

/**
 * Decides on a join. A call is active once two are in it, and stays so. Only a newcomer replaces another of its identity: were
 * an old seat to do so, two devices that come back by themselves would put each other out for ever.
 */
export function decideJoin(joining: Joining): Decision<Arrival> {
  const { call, present, seat, after, entering, others, duplicates } = joining;
  if (seat?.removed) return refusals.removed();
  if (joining.falseOwner) return refusals.falseOwner();
  if (after !== undefined && after > (seat?.lastSeq ?? 0)) return refusals.afterPastLast(seat?.lastSeq ?? 0);
  if (call.state === 'ended') return refusals.callEnded();
  if (seat && seat.state !== 'left') return { kind: 'resumed', callState: call.state, replaces: false };
  const refusal = seat ? refuseReturn(entering) : refuseEntry(entering);
  if (refusal) return refusal;
  const replaces = others > 0;
  if (replaces && (seat || duplicates === 'reject')) return refusals.identityTaken();
  const staying = present - others;
  if (staying >= call.maxParticipants) return refusals.callFull(call.maxParticipants);
  return { kind: seat ? 'returned' : 'newcomer', callState: staying > 0 ? 'active' : call.state, replaces };
}

/** Who was here before needs no key, but may have been put out on another seat. */
function refuseReturn({ removed }: Entering): Refusal | undefined {
  return removed ? refusals.removed() : undefined;
}
