// Who may say something to whom, and where an offer without a receiver goes. The hot path: it looks at plain values.
import { LIMITS, type Refusal } from '@parley/protocol';
import type { Decision } from './facts.ts';
import { refusals } from './refusals.ts';

/** Why a sender that holds its seat cannot say anything now, if so. Asked after the repeated `messageId`. */
export function refuseSender(callEnded: boolean, senderLeft: boolean): Refusal | undefined {
  if (callEnded) return refusals.callEnded();
  if (senderLeft) return refusals.notJoined();
  return undefined;
}

/** Why a mailbox cannot take one more signal, if so. A `hangup` does not ask. */
export function refuseReceiver(receiverLeft: boolean, unconfirmed: number): Refusal | undefined {
  if (receiverLeft) return refusals.participantNotFound();
  return refuseGrowth(unconfirmed);
}

/** Why a mailbox, or an open offer with its candidates, cannot grow, if so. */
export function refuseGrowth(unconfirmed: number): Refusal | undefined {
  return unconfirmed >= LIMITS.mailboxUnconfirmed ? refusals.mailboxFull() : undefined;
}

/** Somebody else in the call, as one who sends an offer without a receiver sees it. */
export interface PossibleTaker {
  /** Whether the sender has offered to it since it last came. */
  offered: boolean;
}

/**
 * Where an offer without a receiver goes: it is `open` only while its sender is alone;
 * if a join crossed it, it goes to the first, in the order of joining, who has no offer of this sender yet.
 */
export function routeOpenOffer<Taker extends PossibleTaker>(others: readonly Taker[]): Decision<'open' | Taker> {
  if (others.length === 0) return 'open';
  return others.find((other) => !other.offered) ?? refusals.noTaker();
}

/** The sender's latest offer without a receiver, of one `connection`. */
export interface OpenOffer<Taker> {
  /** Replaced by a newer one, or its sender left. */
  dropped: boolean;
  /** Who took it; null while it is open. */
  taker: Taker | null;
}

/** Where a candidate without a receiver goes: after the open offer of its `connection`. */
export function routeOpenCandidate<Taker>(
  offer: OpenOffer<Taker> | undefined,
): Decision<'open' | 'dropped' | { taker: Taker }> {
  if (!offer) return refusals.noTaker();
  if (offer.dropped) return 'dropped';
  return offer.taker === null ? 'open' : { taker: offer.taker };
}
