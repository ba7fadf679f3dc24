// How far the verification of one participant has come: what a page shows.
import type { CallError } from '../call-error.ts';
import type { Emoji } from './emoji.ts';

/**
 * - `waiting`: not yet. The two browsers have not agreed on words; the other page may have none.
 * - `ready`: there are words, and nobody has compared them.
 * - `verified`: the person has compared them, and they are the same: nobody is in between.
 * - `mismatch`: they differ, or what came is forged. Somebody is in between, or was: `error` says what showed it.
 * - `failed`: there are no words, for the reason in `error`. That says nothing about the connection.
 */
export type VerificationState = 'waiting' | 'ready' | 'verified' | 'mismatch' | 'failed';

/** A moment of one participant's verification. Another object whenever something changes. */
export interface VerificationStatus {
  /** How far it has come. */
  readonly state: VerificationState;
  /** Four words to read aloud to each other, with `ready` and `verified`; else null. */
  readonly words: readonly string[] | null;
  /** Seven emoji, for who would rather compare these; else null. */
  readonly emoji: readonly Emoji[] | null;
  /** Whether it was verified, and the other side's connection has another certificate since, as after a reload. */
  readonly lapsed: boolean;
  /** Why it is `mismatch` or `failed`; else null. */
  readonly error: CallError | null;
}

export const WAITING: VerificationStatus = { state: 'waiting', words: null, emoji: null, lapsed: false, error: null };
