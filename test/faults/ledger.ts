// What the people of a run did and saw, in the order in which it happened: the one witness that a verdict hears.
import type { ErrorCode, IceCandidate, SessionDescription, SignalPosition, SignalType } from '@parley/protocol';
import type { Instant, Milestone } from './plan.ts';

/** What a signal says. */
export type Said = SessionDescription | IceCandidate | null;

export type Entry = { who: string } & (
  | { kind: 'joining' }
  | { kind: 'seated'; id: string }
  | { kind: 'sent'; messageId: string; type: SignalType; to: string | null; said: Said; attempt: number }
  | { kind: 'acknowledged'; messageId: string; position: SignalPosition }
  /** Refused for now: it is sent again. */
  | { kind: 'put-off'; code: ErrorCode; took: number }
  | { kind: 'processed'; seq: number; from: string; messageId: string }
  | { kind: 'hung-up' }
  /** The server broke the contract in a way that only this person saw. */
  | { kind: 'broken'; what: string }
);

export type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;

interface Waiting {
  who: string | null;
  milestone: Milestone;
  left: number;
  act: () => void;
}

export class Ledger {
  readonly entries: Entry[] = [];
  private readonly times = new Map<Entry, number>();
  private waiting: Waiting[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();

  note(entry: Entry): void {
    this.entries.push(entry);
    this.times.set(entry, performance.now());
    const milestone = milestoneOf(entry);
    if (!milestone) return;
    const due: Waiting[] = [];
    for (const waiting of this.waiting) {
      if (waiting.milestone !== milestone || (waiting.who !== null && waiting.who !== entry.who)) continue;
      waiting.left -= 1;
      if (waiting.left === 0) due.push(waiting);
    }
    this.waiting = this.waiting.filter(({ left }) => left > 0);
    for (const { act } of due) act();
  }

  /** Acts in the very moment of the instant: counted over all, or over one person's entries; its delay is left to a timer. */
  when({ after, count, delay }: Instant, act: () => void, who: string | null = null): void {
    const later = (): void => {
      if (delay === 0) return act();
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        act();
      }, delay);
      this.timers.add(timer);
    };
    const left = after === 'start' ? 0 : count - this.count(after, who);
    if (after === 'start' || left <= 0) return later();
    this.waiting.push({ who, milestone: after, left, act: later });
  }

  /** When it was noted, in milliseconds since some moment. */
  timeOf(entry: Entry): number {
    return this.times.get(entry) ?? NaN;
  }

  /** Nothing that was to come comes any more. */
  close(): void {
    this.waiting = [];
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  of<Kind extends Entry['kind']>(kind: Kind, who?: string): EntryOf<Kind>[] {
    return this.entries.filter(
      (entry): entry is EntryOf<Kind> => entry.kind === kind && (who === undefined || entry.who === who),
    );
  }

  private count(milestone: Milestone, who: string | null): number {
    return this.entries.filter((entry) => milestoneOf(entry) === milestone && (who === null || entry.who === who))
      .length;
  }
}

/** Something counts once, however often it was tried. */
function milestoneOf(entry: Entry): Milestone | null {
  switch (entry.kind) {
    case 'joining':
    case 'acknowledged':
    case 'processed':
      return entry.kind;
    case 'sent':
      return entry.attempt === 1 ? 'sent' : null;
    default:
      return null;
  }
}
