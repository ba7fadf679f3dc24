// What a receiver was sent and has not confirmed: when which of it is due to be sent again, with growing waits. Owns one timer.

/** Signals sent at about the same time: those with `after < seq <= upTo`. */
export interface SentRange {
  after: number;
  upTo: number;
}

interface Sent extends SentRange {
  due: number;
  /** Milliseconds to wait once it has been sent again. */
  wait: number;
  /** Until then what follows it joins it, so that a stream of signals is not a stream of timers. */
  growsUntil: number;
}

export interface ResendTimes {
  resendAfter: number;
  longestResend: number;
}

/** How many parts of the first wait are sent again each by itself. */
const PARTS = 20;

export class Unconfirmed {
  /** Ascending in seq, without overlaps. */
  private sent: Sent[] = [];
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    /** Sends again what is unconfirmed in a range; it deals with its own failures. */
    private readonly resend: (range: SentRange) => Promise<void>,
    private readonly times: ResendTimes,
  ) {}

  /** What follows the position `after`, up to `upTo`, has just been sent. */
  add({ after, upTo }: SentRange): void {
    const last = this.sent.at(-1);
    if (this.stopped || (last && last.upTo >= upTo)) return;
    const now = performance.now();
    const { resendAfter } = this.times;
    if (last && now < last.growsUntil) {
      last.upTo = upTo;
      last.due = now + resendAfter;
    } else {
      this.sent.push({
        after: Math.max(after, last?.upTo ?? 0),
        upTo,
        due: now + resendAfter,
        wait: 2 * resendAfter,
        growsUntil: now + resendAfter / PARTS,
      });
    }
    if (!this.timer) this.arm();
  }

  /** All up to `seq` has been confirmed. */
  confirm(seq: number): void {
    this.sent = this.sent.filter(({ upTo }) => upTo > seq);
    if (this.sent.length === 0) this.disarm();
  }

  stop(): void {
    this.stopped = true;
    this.sent = [];
    this.disarm();
  }

  private arm(): void {
    const first = this.sent.reduce((due, sent) => Math.min(due, sent.due), Infinity);
    if (this.stopped || first === Infinity) return;
    this.timer = setTimeout(() => void this.sendDue(), Math.max(0, first - performance.now()));
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async sendDue(): Promise<void> {
    const now = performance.now();
    const due = this.sent.filter((sent) => sent.due <= now);
    const [first] = due;
    if (first) {
      // Together from now on.
      first.upTo = due.at(-1)?.upTo ?? first.upTo;
      first.due = now + first.wait;
      first.wait = Math.min(2 * first.wait, this.times.longestResend);
      first.growsUntil = 0;
      this.sent = this.sent.filter((sent) => sent === first || sent.upTo > first.upTo || sent.upTo <= first.after);
      await this.resend(first);
    }
    this.disarm();
    this.arm();
  }
}
