// Entries on their way to the server: gathered, reported in small batches, tried again, and dropped in the end.
import type { ReportedEntry, ReportedFact, TimelineReport } from '@parley/protocol';
import { CallError, type CallErrorCode } from '../call-error.ts';
import { backoff } from '../signaling/backoff.ts';

/** So many entries of the longest kind stay below the 8 KiB that the server takes at once. */
const BATCH = 40;
/** The oldest are dropped beyond that: half an hour of trouble fits in. */
const MOST_WAITING = 500;
/** Attempts in a row, with growing waits about two minutes, before what waits is dropped. */
const MOST_FAILURES = 16;

/** What the server may say differently later. */
const LATER = new Set<CallErrorCode>(['server-unreachable', 'unavailable', 'rate-limited', 'internal']);

export class Reports {
  readonly #interval: number;
  readonly #send: (report: TimelineReport) => Promise<unknown>;
  #waiting: ReportedEntry[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer is due; Infinity without one. */
  #due = Infinity;
  #failures = 0;
  #sending: Promise<void> | null = null;

  /** @param interval milliseconds @param send rejects with a CallError */
  constructor(interval: number, send: (report: TimelineReport) => Promise<unknown>) {
    this.#interval = interval;
    this.#send = send;
  }

  add(fact: ReportedFact, urgent: boolean): void {
    this.#waiting.push({ at: new Date().toISOString(), ...fact });
    this.#waiting.splice(0, this.#waiting.length - MOST_WAITING);
    // While the server is away its next attempt takes this along.
    this.#wait(urgent && this.#failures === 0 ? 0 : this.#interval);
  }

  /** Resolves when all that waits is with the server, or an attempt has failed. */
  flush(): Promise<void> {
    this.#stop();
    this.#sending ??= this.#sendBatches().finally(() => (this.#sending = null));
    return this.#sending;
  }

  /** All of it at once, for there is no later. What is on its way already goes twice, which the server notices. */
  flushAll(): void {
    for (let start = 0; start < this.#waiting.length; start += BATCH) {
      this.#attempt(this.#waiting.slice(start, start + BATCH)).catch(() => {});
    }
  }

  /** What waits still goes, now and as often as it takes. */
  close(): void {
    void this.flush();
  }

  async #sendBatches(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH);
      try {
        await this.#attempt(batch);
      } catch (error) {
        const { code, retryAfter } = error instanceof CallError ? error : new CallError('internal', String(error));
        if (LATER.has(code) && this.#failures < MOST_FAILURES) {
          this.#wait(backoff(this.#failures, retryAfter ?? 0));
          this.#failures += 1;
          return;
        }
      }
      this.#failures = 0;
      // Not by number: the oldest may have been dropped meanwhile.
      this.#waiting = this.#waiting.filter((entry) => !batch.includes(entry));
    }
  }

  #attempt(entries: ReportedEntry[]): Promise<unknown> {
    return this.#send({ sentAt: new Date().toISOString(), entries });
  }

  #wait(milliseconds: number): void {
    const due = Date.now() + milliseconds;
    if (due < this.#due) {
      this.#stop();
      this.#due = due;
      this.#timer = setTimeout(() => void this.flush(), milliseconds);
    }
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }
}
