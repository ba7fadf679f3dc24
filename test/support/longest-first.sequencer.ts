// The order in which Jest begins with files: first those that take longest, so that in the end nobody waits for one of them.
// Jest itself goes by the size of files wherever it has not run them yet, as in CI.

/** Half a minute and more each. Those beside the first one mostly wait: it has three servers and their database to itself. */
const LONGEST = [
  'cluster/faults',
  'conformance/settings',
  'conformance/presence.rest',
  'integration/turn',
  'faults/start',
  'abuse/overload',
  'faults/stop',
  'faults/kill',
  'conformance/restart',
  'abuse/rate-limits',
  'cluster/servers',
];

function rank(path: string): number {
  const place = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
  return place < 0 ? LONGEST.length : place;
}

interface TestFile {
  readonly path: string;
}

/** As Jest's `testSequencer` has to be. */
export default class LongestFirst {
  sort<File extends TestFile>(files: readonly File[]): File[] {
    return files.toSorted((one, other) => rank(one.path) - rank(other.path));
  }

  /** How long they took is not kept: the order is that of the list. */
  cacheResults(): void {}
}
