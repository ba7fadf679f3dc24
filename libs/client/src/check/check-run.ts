// One run of all checks: lines as they come, and the report when all have.
import { checkBrowser, type CheckBrowser } from './check-browser.ts';
import {
  failed,
  type CheckGroup,
  type CheckLine,
  type CheckResult,
  type CheckSubject,
  type CheckVerdict,
} from './check-line.ts';
import { checkReport, type CheckReport } from './check-report.ts';
import { runChecks, type CheckPlan, type Look } from './run-checks.ts';

const ALL: readonly CheckGroup[] = ['browser', 'devices', 'server', 'network'];

/** What to look at, and how. */
export interface CheckOptions {
  /** What to look at. Default: everything. */
  groups?: readonly CheckGroup[] | undefined;
  /** Whether the browser may ask the person for camera and microphone. Default: only what is allowed already is opened. */
  askForDevices?: boolean | undefined;
  /**
   * STUN and TURN servers to check, with credentials, where the page has them. Default: those of the server, with
   * credentials of a call that is made for this alone, stands in no list, and is erased at once.
   */
  iceServers?: readonly RTCIceServer[] | undefined;
  /** Ends the run: lines and report then fail with its reason, and nothing stays open. */
  signal?: AbortSignal | undefined;
}

/**
 * A run that has begun. Iterated, it tells each check twice, under the same `id`: when it starts, and what it found. Whoever
 * begins to iterate late misses nothing; whoever stops early ends nothing, for that is what the signal is for.
 */
export class CheckRun implements AsyncIterable<CheckLine> {
  /** When all checks have ended. Rejects with the signal's reason when it is aborted. */
  readonly report: Promise<CheckReport>;
  readonly #browser: CheckBrowser;
  readonly #signal: AbortSignal;
  readonly #lines: CheckLine[] = [];
  readonly #listeners = new Set<() => void>();
  #over = false;

  /**
   * @param url the server's origin
   * @param browser @internal a fake, in tests
   */
  constructor(url: string, options: CheckOptions = {}, browser: CheckBrowser = checkBrowser) {
    const { groups = ALL, askForDevices = false, iceServers = null } = options;
    this.#browser = browser;
    this.#signal = options.signal ?? new AbortController().signal;
    this.report = this.#run({ browser, url, groups, askForDevices, iceServers, signal: this.#signal });
    // Nobody has to wait for it: iterating tells of an abort too.
    this.report.catch(() => {});
  }

  /** All lines from the first one on. @throws the signal's reason, after the last line, when the run was aborted */
  async *[Symbol.asyncIterator](): AsyncGenerator<CheckLine, void, undefined> {
    for (let next = 0; ; next += 1) {
      while (next >= this.#lines.length && !this.#over) {
        await new Promise<void>((resolve) => this.#listeners.add(resolve));
      }
      const line = this.#lines[next];
      if (!line) {
        break;
      }
      yield line;
    }
    await this.report;
  }

  async #run(plan: CheckPlan): Promise<CheckReport> {
    try {
      await runChecks(plan, (subject, look) => this.#line(subject, look));
      return checkReport(this.#lines, this.#browser.userAgent);
    } finally {
      this.#over = true;
      this.#wake();
    }
  }

  async #line(subject: CheckSubject, look: Look): Promise<CheckResult> {
    this.#signal.throwIfAborted();
    const alike = this.#lines.filter(({ check, status }) => check === subject.check && status === 'running').length;
    const about = { ...subject, id: alike === 0 ? subject.check : `${subject.check}-${alike + 1}` };
    this.#tell({ ...about, status: 'running' });
    const result = { ...about, ...(await this.#carryOut(look)) };
    this.#tell(result);
    return result;
  }

  /** One check that breaks must not cost the others. */
  async #carryOut(look: Look): Promise<CheckVerdict> {
    try {
      return await look();
    } catch (error) {
      this.#signal.throwIfAborted();
      return failed(
        'check-broke',
        `This could not be checked (${error instanceof Error ? error.name : typeof error}).`,
        'Run the check again, in another browser if it stays: an extension or a setting may be in the way.',
      );
    }
  }

  #tell(line: CheckLine): void {
    this.#lines.push(line);
    this.#wake();
  }

  #wake(): void {
    this.#listeners.forEach((listener) => listener());
    this.#listeners.clear();
  }
}
