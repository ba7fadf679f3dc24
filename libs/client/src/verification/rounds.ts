// Commit, then reveal, as a pure function: what a message leads to. Whoever shows a nonce has the other side's commitment
// already, so nobody can choose theirs by it (RFC 6189, section 4.4.1.1, has the same for ZRTP).

export interface RoundState {
  /** The round that this side has committed in; 0 before the first. */
  readonly round: number;
  /** Whether the other side has committed in it. */
  readonly committed: boolean;
  /** Whether it is over: both have shown their nonces, or it came to nothing. */
  readonly over: boolean;
}

export type RoundMessage =
  /** @property known whether it is the commitment that is here already */
  | { type: 'commit'; round: number; known: boolean }
  /** @property fits whether the nonce is the one that was committed to */
  | { type: 'reveal'; round: number; fits: boolean };

export type RoundStep =
  /** A repeat, or of a round that is no more. */
  | 'ignore'
  /** Keep the commitment and show the own nonce. */
  | 'reveal'
  /** The other side is further: commit in its round, then as `reveal`. */
  | 'follow'
  /** The other side knows nothing of a round that is over here: begin the next one. */
  | 'begin'
  /** Both nonces are here: there are words. */
  | 'finish'
  /** It is not what was committed to: somebody is cheating. */
  | 'refuse';

export function judge({ round, committed, over }: RoundState, message: RoundMessage): RoundStep {
  if (message.type === 'reveal') {
    if (message.round !== round || !committed || over) {
      return 'ignore';
    }
    return message.fits ? 'finish' : 'refuse';
  }
  if (message.round > round) {
    return 'follow';
  }
  if (message.round === round && !committed) {
    return over ? 'begin' : 'reveal';
  }
  if (message.round === round && message.known) {
    return 'ignore';
  }
  if (over) {
    return 'begin';
  }
  // Another commitment in the same round is one chosen after the fact.
  return message.round === round ? 'refuse' : 'ignore';
}
