// Reads one mailbox as a careful client does: each signal once and in order, a gap is asked for, what was read is confirmed.
import type { MailboxSignal } from '@parley/protocol';

export interface ReaderOwner {
  /** The next signal, each exactly once. */
  process(signal: MailboxSignal): void;
  /** Some are missing: ask for what stands past `after`; null when no answer came. */
  sync(after: number, answered: (page: { mailbox: readonly MailboxSignal[]; more: boolean } | null) => void): void;
  confirm(seq: number): void;
}

export class BareReader {
  /** The seq of the last signal that was processed. */
  position = 0;
  private readonly ahead = new Map<number, MailboxSignal>();
  private confirmation: NodeJS.Timeout | undefined;
  private syncing = false;

  constructor(
    private readonly owner: ReaderOwner,
    /** Milliseconds for which confirmations are collected. */
    private readonly confirmAfter: number,
  ) {}

  /** What the server sent: repeated, crossed or with gaps. */
  take(signals: readonly MailboxSignal[], more = false): void {
    for (const signal of signals) if (signal.seq > this.position) this.ahead.set(signal.seq, signal);
    for (let next = this.ahead.get(this.position + 1); next; next = this.ahead.get(this.position + 1)) {
      this.ahead.delete(next.seq);
      this.position = next.seq;
      this.owner.process(next);
    }
    if (signals.length > 0) {
      this.confirmation ??= setTimeout(() => {
        this.confirmation = undefined;
        this.owner.confirm(this.position);
      }, this.confirmAfter);
    }
    if (more || this.ahead.size > 0) this.sync();
  }

  /** The socket is gone: the next join tells the position, and answers what was asked. */
  pause(): void {
    clearTimeout(this.confirmation);
    this.confirmation = undefined;
    this.syncing = false;
  }

  private sync(): void {
    if (this.syncing) return;
    this.syncing = true;
    this.owner.sync(this.position, (page) => {
      this.syncing = false;
      if (page && page.mailbox.length > 0) this.take(page.mailbox, page.more);
    });
  }
}
