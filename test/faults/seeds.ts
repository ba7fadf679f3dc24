// Which runs a suite plays: as many as its form has, from a base that is new each time; or the one that is to be seen again.
import { randomInt } from 'node:crypto';

const LONG = process.env['PARLEY_TEST_LONG'] === '1';
const REPLAYED = process.env['PARLEY_FAULT_SEED'];

/** A seed for one run: the one that is to be seen again, or a new one. */
export function newSeed(): number {
  return REPLAYED === undefined ? randomInt(1, 1_000_000_000) : Number(REPLAYED);
}

/** The seeds of a suite, printed so that any run can be played again with PARLEY_FAULT_SEED. */
export function seedsOf(suite: string, { short, long }: { short: number; long: number }): number[] {
  const count = REPLAYED === undefined ? (LONG ? long : short) : 1;
  const first = newSeed();
  process.stderr.write(`faults: ${suite}: seeds ${first} to ${first + count - 1}\n`);
  return Array.from({ length: count }, (_, index) => first + index);
}
