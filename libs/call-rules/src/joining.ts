// Who may take a seat, and what the taking makes of the call.
import type { CallState } from '@parley/protocol';
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
}

export interface Arrival {
  /** `returned` comes back from `left`: a newcomer to everyone else. `resumed` had never left. */
  kind: 'newcomer' | 'returned' | 'resumed';
  callState: Exclude<CallState, 'ended'>;
}

/** Decides on a join. A call is active once two are in it, and stays so. */
export function decideJoin({ call, present, seat, after }: Joining): Decision<Arrival> {
  if (seat?.removed) return refusals.removed();
  if (after !== undefined && after > (seat?.lastSeq ?? 0)) return refusals.afterPastLast(seat?.lastSeq ?? 0);
  if (call.state === 'ended') return refusals.callEnded();
  if (seat && seat.state !== 'left') return { kind: 'resumed', callState: call.state };
  if (present >= call.maxParticipants) return refusals.callFull(call.maxParticipants);
  return { kind: seat ? 'returned' : 'newcomer', callState: present > 0 ? 'active' : call.state };
}
