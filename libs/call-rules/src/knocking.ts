// Who may knock at a call, and what becomes of a knock.
import { type KnockState, type KnockVerdict, LIMITS } from '@parley/protocol';
import { type Entering, refuseEntry } from './entering.ts';
import type { CallFacts, Decision, SeatFacts } from './facts.ts';
import { refusals } from './refusals.ts';

export interface Knocking {
  call: Pick<CallFacts, 'state'>;
  /** The seat that the secret has here, if any. */
  seat: Pick<SeatFacts, 'removed'> | undefined;
  /** How the secret's latest knock at this call stands, if there is one. */
  latest: KnockState | undefined;
  /** What the doors see of it: past all but the lobby it must come as whoever joins. */
  entering: Omit<Entering, 'admitted'>;
  /** Seconds since a knock of this secret, or of this identity, was refused last. */
  sinceRefusal: number | undefined;
  /** How many wait at this call. */
  waiting: number;
}

/**
 * Decides on a knock. `knocks`: it waits for an answer. `stands`: there is one already that waits, or was admitted.
 * `open`: nobody needs to knock here.
 */
export function decideKnock(knocking: Knocking): Decision<'knocks' | 'stands' | 'open'> {
  const { call, seat, latest, entering, sinceRefusal, waiting } = knocking;
  if (seat?.removed) return refusals.removed();
  if (call.state === 'ended') return refusals.callEnded();
  if (seat) return refusals.seatToTakeBack();
  const stands = latest === 'waiting' || latest === 'admitted';
  const refusal = refuseEntry({ ...entering, lobby: false, admitted: stands });
  if (refusal) return refusal;
  if (stands) return 'stands';
  if (!entering.lobby) return 'open';
  if (sinceRefusal !== undefined && sinceRefusal < LIMITS.knockAgainSeconds) {
    return refusals.notLetIn(Math.ceil(LIMITS.knockAgainSeconds - sinceRefusal));
  }
  return waiting >= LIMITS.waitingKnocks ? refusals.lobbyFull() : 'knocks';
}

/** Decides on a moderator's answer: the first one counts, and may be repeated. */
export function decideVerdict(state: KnockState, verdict: KnockVerdict): Decision<'changes' | 'nothing'> {
  if (state === verdict) return 'nothing';
  return state === 'waiting' ? 'changes' : refusals.knockOver();
}

/** Whether whoever knocked can take it back: not what was refused, or they could knock again at once. */
export function isWithdrawable(state: KnockState): boolean {
  return state === 'waiting' || state === 'admitted';
}
