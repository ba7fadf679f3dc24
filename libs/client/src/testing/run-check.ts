// A check from its beginning to its end, on fake timers: however long it waits, nobody does.
import { jest } from '@jest/globals';
import type { CheckGroup, CheckName, CheckResult } from '../check/check-line.ts';
import type { CheckReport } from '../check/check-report.ts';
import { CheckRun, type CheckOptions } from '../check/check-run.ts';
import { FakeCheckBrowser } from './fake-check-browser.ts';

export const URL_OF_SERVER = 'https://parley.example';
/** Milliseconds that a run may take where nothing answers, and how finely they pass. */
const LONGEST = 130_000;
const STEP = 50;

/** To be called before each test of checks. */
export function stopTheClock(): void {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
}

export async function runCheck(browser: FakeCheckBrowser, options: CheckOptions = {}): Promise<CheckReport> {
  const run = new CheckRun(URL_OF_SERVER, options, browser);
  for (let waited = 0; waited < LONGEST; waited += STEP) await jest.advanceTimersByTimeAsync(STEP);
  return run.report;
}

/** What is found of some groups where the browser, or what it reaches, is not as it should be. */
export async function resultsOf(
  prepare: (browser: FakeCheckBrowser) => void,
  groups: CheckGroup[],
): Promise<readonly CheckResult[]> {
  const browser = new FakeCheckBrowser();
  prepare(browser);
  return (await runCheck(browser, { groups, askForDevices: true })).results;
}

export const find = (results: readonly CheckResult[], name: CheckName): CheckResult | undefined =>
  results.find((result) => result.check === name);
