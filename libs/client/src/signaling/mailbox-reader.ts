// Reads one mailbox: each signal once, in order, whatever is repeated, crossed or lost on the way (contract, rule 2).
import type { MailboxSignal } from '@parley/protocol';

/** What arrives together is confirmed together; the server repeats only after 2 s. */
const CONFIRM_AFTER_MS = 100;

interface Page {
  mailbox: readonly MailboxSignal[];
  more: boolean;
}

export interface MailboxReaderOwner {
  /** The next signal, each exactly once. */
  deliver(signal: MailboxSignal): void;
  /** Some are missing: ask the server for what stands past `after`; null when it did not answer. */
  sync(after: number, answered: (page: Page | null) => void): void;
  /** Tell the server that all up to `seq` is here. */
  confirm(seq: number): void;
}

export class MailboxReader {
  readonly #owner: MailboxReaderOwner;
  readonly #ahead = new Map<number, MailboxSignal>();
  #position: number;
  #confirmation: ReturnType<typeof setTimeout> | undefined;
  #syncing = false;

  /** @param position the `seq` of the last signal that was read; 0 when none was */
  constructor(position: number, owner: MailboxReaderOwner) {
    this.#position = position;
    this.#owner = owner;
  }

  /** The `seq` of the last signal that was delivered. */
  get position(): number {
    return this.#position;
  }

  /** What the server sent, in any order, more than once or with gaps; `more` when it says that there is more. */
  take(signals: readonly MailboxSignal[], more = false): void {
    for (const signal of signals) {
      if (signal.seq > this.#position) {
        this.#ahead.set(signal.seq, signal);
      }
    }
    for (let next = this.#ahead.get(this.#position + 1); next; next = this.#ahead.get(this.#position + 1)) {
      this.#ahead.delete(next.seq);
      this.#position = next.seq;
      this.#owner.deliver(next);
    }
    // A repeat is confirmed too: the server sent it because it has not heard of our confirmation.
    if (signals.length > 0) {
      this.#confirmation ??= setTimeout(() => {
        this.#confirmation = undefined;
        this.#owner.confirm(this.#position);
      }, CONFIRM_AFTER_MS);
    }
    if (more || this.#ahead.size > 0) {
      this.#sync();
    }
  }

  /** Forgets what waits for its place, and confirms nothing more. */
  close(): void {
    clearTimeout(this.#confirmation);
    this.#confirmation = undefined;
    this.#ahead.clear();
  }

  #sync(): void {
    if (this.#syncing) {
      return;
    }
    this.#syncing = true;
    const after = this.#position;
    this.#owner.sync(after, (page) => {
      this.#syncing = false;
      // Without an answer the next socket's join, or the server's next repeat, closes the gap.
      if (page && page.mailbox.length > 0) {
        this.take(page.mailbox, page.more);
      }
    });
  }
}
