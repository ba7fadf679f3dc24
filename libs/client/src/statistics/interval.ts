// What happened to one stream's counters between two reports.

interface Counted {
  readonly timestamp: number;
}

/** The names of those members that are numbers. */
type CounterOf<T> = { [Name in keyof T]-?: NonNullable<T[Name]> extends number ? Name : never }[keyof T];

/**
 * Two looks at the same stream. Without an earlier one, when time stood still, or when one of `rising` has fallen, which
 * is another stream under the same id, there is nothing to compare with, and everything is null.
 */
export class Interval<T extends Counted> {
  /** Null without something to compare with. */
  readonly seconds: number | null;
  readonly #now: T;
  readonly #before: T | null;

  constructor(now: T, before: T | undefined, rising: readonly CounterOf<T>[]) {
    const passed = before ? (now.timestamp - before.timestamp) / 1000 : 0;
    const fell = rising.some((name) => valueOf(now, name) < valueOf(before, name));
    this.#now = now;
    this.#before = before && passed > 0 && !fell ? before : null;
    this.seconds = this.#before && passed;
  }

  /** By how much a counter rose; negative for one that may fall and did. One that appears within counts from 0. */
  gain(name: CounterOf<T>): number | null {
    return this.#before && this.#now[name] !== undefined
      ? valueOf(this.#now, name) - valueOf(this.#before, name)
      : null;
  }

  perSecond(name: CounterOf<T>): number | null {
    const gain = this.gain(name);
    return gain === null || this.seconds === null ? null : gain / this.seconds;
  }
}

function valueOf<T>(stats: T | undefined, name: CounterOf<T>): number {
  const value = stats?.[name];
  return typeof value === 'number' ? value : 0;
}
