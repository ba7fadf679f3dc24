// How fast a transfer goes and how long it still takes: pure, from positions and when they were reached.

/** Seconds after which an earlier measurement weighs a third. */
const MEMORY = 3;
/** Shorter intervals say more about batches than about the way. Milliseconds. */
const SHORTEST = 200;

/** What was measured so far. */
export interface RateState {
  /** Bytes per second; null until two positions are known. */
  readonly rate: number | null;
  readonly position: number;
  /** Milliseconds, of any clock that only goes forward. */
  readonly at: number;
}

/** Begins to measure: at the start, and whenever a transfer goes on after an interruption. */
export function beginRate(position: number, at: number): RateState {
  return { rate: null, position, at };
}

/** A further position was reached. */
export function measureRate(state: RateState, position: number, at: number): RateState {
  const elapsed = at - state.at;
  if (elapsed < SHORTEST) {
    return state;
  }
  const measured = (Math.max(0, position - state.position) * 1000) / elapsed;
  const weight = Math.exp(-elapsed / 1000 / MEMORY);
  const rate = state.rate === null ? measured : state.rate * weight + measured * (1 - weight);
  return { rate, position, at };
}

/** Seconds until the last of `size` bytes; null while nobody can tell. */
export function timeLeft({ rate, position }: RateState, size: number): number | null {
  if (position >= size) {
    return 0;
  }
  return rate === null || rate < 1 ? null : (size - position) / rate;
}
