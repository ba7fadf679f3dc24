// Which server's word counts about a seat: whether its holder is heard from, and who watches over it from then on.
import type { ParticipantState } from '@parley/protocol';
import type { SeatFacts } from './facts.ts';

/** A seat as one server sees it that has something to say of it. */
export interface SpokenSeat extends Omit<SeatFacts, 'removed'> {
  /** Whether that server speaks for it: it was the last to take it, or to hear from its holder. */
  own: boolean;
  /** Whether it is held over REST, where each request may come to another server. */
  overRest: boolean;
}

export interface PresenceWord {
  epoch: number;
  state: Exclude<ParticipantState, 'left'>;
  /** Whether the holder is heard from over REST. */
  overRest: boolean;
}

/**
 * What a server's word of a seat comes to. `changes`: everyone is told. `moves`: nothing is new, but this server speaks for
 * the seat from now on. `nothing`: it was so already. `foreign`: it does not speak for the seat, and has nothing to watch.
 */
export function decidePresence(
  seat: SpokenSeat | undefined,
  word: PresenceWord,
): 'changes' | 'moves' | 'nothing' | 'foreign' {
  if (!seat || seat.epoch !== word.epoch || seat.state === 'left') return 'foreign';
  if (word.state === 'reconnecting' && !seat.own) return 'foreign';
  if (seat.state !== word.state) return 'changes';
  if (seat.own) return 'nothing';
  // Somebody whose socket is open elsewhere asks for something over REST: the socket is the better sign of life.
  return word.overRest && !seat.overRest ? 'foreign' : 'moves';
}
