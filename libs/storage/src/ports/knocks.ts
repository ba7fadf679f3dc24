// Knocks as the ports take them and hand them out.
import type { Knock, KnockVerdict } from '@parley/protocol';
import type { SecretHash } from './stored.ts';

/** A knock as the server that hears from its knocker names it. */
export interface KnockHandle {
  callId: string;
  knockId: string;
  knockNumber: number;
}

export interface MakeKnock {
  callId: string;
  /** Of the seat to come. */
  secretHash: SecretHash;
  /** The id of the knock, should the secret have none yet that stands. */
  knockId: string;
  displayName: string | null;
  /** The `sub` of the token that it came with; null without one. */
  identity: string | null;
  /** It needs no password, as an API key needs none. */
  trusted: boolean;
  /** What was shown, see `TakeSeat`. */
  password: { fits: string | null } | null;
}

export interface KnockMade {
  knock: Knock;
  /** Null where nobody needs to knock: nothing was stored. */
  handle: KnockHandle | null;
  /** Whether it is new: false for one that stood already. */
  made: boolean;
}

export interface AnswerKnock {
  callId: string;
  knockId: string;
  verdict: KnockVerdict;
}

export interface WithdrawKnock {
  callId: string;
  knockId: string;
  /** Only if it waits and its knocker has not been heard of for so many milliseconds, by the database's clock. */
  silentFor?: number;
}

/** A knock, and whether it was made with the secret that was shown. */
export interface KnockSeen {
  handle: KnockHandle;
  knock: Knock;
  own: boolean;
}

export interface KnockInCall {
  callId: string;
  knock: Knock;
}

/** Knocks that became what they are at `since` or later, and when that was asked, by the database's clock. */
export interface KnockNews {
  changed: KnockInCall[];
  asOf: number;
}
