// The cause with its words, as one thing to show and to pass on.
import { causeOf, type Cause } from './cause.ts';
import type { ConnectionFacts } from './facts.ts';
import { factsLine } from './facts-line.ts';
import { CAUSE_WORDS, type CauseWords } from './words.ts';

/** Why no media comes from someone. */
export interface Diagnosis extends CauseWords {
  /** Stable, for programs; docs/diagnosis.md has a section for each. */
  readonly cause: Cause;
  /** What it was concluded from. */
  readonly facts: ConnectionFacts;
  /** The same in one line, for a report that people copy. */
  readonly line: string;
}

/** Names the cause of missing media, and its remedy. Pure and total: facts that lead nowhere are `unknown`. */
export function diagnose(facts: ConnectionFacts): Diagnosis {
  const cause = causeOf(facts);
  return { cause, ...CAUSE_WORDS[cause], facts, line: factsLine(facts) };
}
