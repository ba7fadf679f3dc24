// How a participant leaves, and when that ends the call.
import type { EndReason, LeaveReason } from '@parley/protocol';
import type { CallFacts, Decision, SeatFacts } from './facts.ts';
import { refusals } from './refusals.ts';

/**
 * Why the call ends when one leaves it, or null when it goes on.
 * @param othersPresent how many others have not left
 */
export function endedByLeaving(call: CallFacts, othersPresent: number, reason: LeaveReason): EndReason | null {
  switch (reason) {
    case 'hangup':
      return call.maxParticipants === 2 || othersPresent === 0 ? 'hangup' : null;
    case 'lost':
      return call.state === 'active' && othersPresent === 0 ? 'abandoned' : null;
    case 'removed':
    case 'replaced':
      return null;
  }
}

/** Decides on a hang-up: `already-left` changes nothing, and neither does a seat that was taken anew since. */
export function decideHangUp(seat: SeatFacts | undefined, epoch: number): Decision<'leaves' | 'already-left'> {
  if (!seat) return refusals.callNotFound();
  if (seat.epoch !== epoch) return refusals.notJoined();
  return seat.state === 'left' ? 'already-left' : 'leaves';
}

/** Whether the grace of a seat has run out: only if nobody has been heard from under this very epoch. */
export function isLost(seat: SeatFacts | undefined, epoch: number): boolean {
  return seat?.state === 'reconnecting' && seat.epoch === epoch;
}
