// The entry `@parley/client/check`: whether calls will work from here, and if not, why and what to do.
import { CheckRun, type CheckOptions } from './check/check-run.ts';

export { CHECK_CODES, type CheckCode } from './check/check-codes.ts';
export type {
  CheckFigures,
  CheckGroup,
  CheckLine,
  CheckName,
  CheckResult,
  CheckStatus,
  CheckSubject,
  CheckVerdict,
  RunningCheck,
} from './check/check-line.ts';
export { checkReport, figuresText, type CheckReport } from './check/check-report.ts';
export { CheckRun, type CheckOptions } from './check/check-run.ts';

/**
 * Begins to check browser, devices, server and network. `parley.check()` loads this and does the same.
 *
 * @param server where to: a `Parley`, or anything with the `url` of its origin
 * @example
 * for await (const line of check(parley)) {
 *   show(line.id, line.label, line.status, line.status === 'running' ? '' : line.what);
 * }
 */
export function check(server: { readonly url: string }, options?: CheckOptions): CheckRun {
  return new CheckRun(server.url, options);
}
