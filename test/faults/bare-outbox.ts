// Signals on their way out, as a careful client sends them: in order, each with one messageId, again until acknowledged.
import type { Acknowledged, SentSignalType, SignalPosition } from '@parley/protocol';
import { PASSING } from './bare-channel.ts';
import type { Said } from './ledger.ts';

const RETRY_MS = 100;

export interface Outgoing {
  type: SentSignalType;
  messageId: string;
  to: string | null;
  connection: string;
  said: Said;
}

type Answer = Acknowledged<SignalPosition>;

export interface OutboxOwner {
  /** Sends it; the answer is null when none came. */
  send(signal: Outgoing, attempt: number, answered: (answer: Answer | null) => void): void;
  acknowledged(signal: Outgoing, position: SignalPosition): void;
  /** Refused for good. */
  refused(signal: Outgoing, answer: Answer): void;
}

interface Entry {
  signal: Outgoing;
  attempts: number;
  underway: boolean;
}

export class BareOutbox {
  private readonly entries: Entry[] = [];
  private open = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly owner: OutboxOwner) {}

  /** What was not acknowledged yet. */
  get unacknowledged(): readonly Outgoing[] {
    return this.entries.map(({ signal }) => signal);
  }

  add(signal: Outgoing): void {
    this.entries.push({ signal, attempts: 0, underway: false });
    this.flush();
  }

  /** The seat is taken: all that is unacknowledged goes again. */
  resume(): void {
    this.open = true;
    this.again();
  }

  /** The socket is gone: what it carried counts as not sent. */
  pause(): void {
    this.open = false;
    clearTimeout(this.retry);
    this.retry = undefined;
    for (const entry of this.entries) entry.underway = false;
  }

  private again(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    this.flush();
  }

  private flush(): void {
    if (!this.open || this.retry) return;
    for (const entry of this.entries.filter(({ underway }) => !underway)) {
      entry.underway = true;
      entry.attempts += 1;
      const attempt = entry.attempts;
      this.owner.send(entry.signal, attempt, (answer) => {
        if (this.entries.includes(entry) && entry.attempts === attempt) this.answered(entry, answer);
      });
    }
  }

  private answered(entry: Entry, answer: Answer | null): void {
    if (answer?.ok) {
      this.entries.splice(this.entries.indexOf(entry), 1);
      this.owner.acknowledged(entry.signal, { seq: answer.seq, to: answer.to });
    } else if (answer && !PASSING.has(answer.error.code) && !this.followsOnePutOff(entry)) {
      this.entries.splice(this.entries.indexOf(entry), 1);
      this.owner.refused(entry.signal, answer);
    } else if (entry.underway) {
      entry.underway = false;
      this.retry ??= setTimeout(() => this.again(), RETRY_MS);
    }
  }

  /** Whether one before it is to be sent again, or is being: then its own refusal may be no more than the consequence. */
  private followsOnePutOff(entry: Entry): boolean {
    return this.entries
      .slice(0, this.entries.indexOf(entry))
      .some(({ underway, attempts }) => !underway || attempts > 1);
  }
}
