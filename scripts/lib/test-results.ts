// How many tests passed, failed and were skipped, read from what the runners wrote down.
import { readFile } from 'node:fs/promises';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

interface PlaywrightResults {
  /** What kept tests from being run at all. */
  errors: unknown[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Reads Jest's `--json` file: a suite that did not even start counts as a failure. */
export async function jestCounts(path: string): Promise<Counts> {
  const results = await readJson<JestResults>(path);
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** Reads the file of Playwright's `json` reporter: a test that passed only when tried again counts as a failure. */
export async function playwrightCounts(path: string): Promise<Counts> {
  const { errors, stats } = await readJson<PlaywrightResults>(path);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

async function readJson<Shape>(path: string): Promise<Shape> {
  const parsed: Shape = JSON.parse(await readFile(path, 'utf8'));
  return parsed;
}
