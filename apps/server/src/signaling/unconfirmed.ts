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
  private sent: Sent[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** When the timer runs; Infinity without one. */
  private wakes = Infinity;
  private stopped = false;

  constructor(
    /** Sends again what is unconfirmed in a range; it deals with its own failures. */
    private readonly resend: (range: SentRange) => Promise<void>,
    private readonly times: ResendTimes,
  ) {}

  /** What follows the position `after`, up to `upTo`, has just been sent. */
  add({ after, upTo }: SentRange): void {
    if (this.stopped) return;
    const now = performance.now();
    const { resendAfter } = this.times;
    const last = this.sent.at(-1);
    if (last && now < last.growsUntil && last.upTo === after) {
      last.upTo = upTo;
      last.due = now + resendAfter;
      return;
    }
    if (this.sent.some((sent) => sent.after <= after && sent.upTo >= upTo)) return;
    const due = now + resendAfter;
    this.sent.push({ after, upTo, due, wait: 2 * resendAfter, growsUntil: now + resendAfter / PARTS });
    this.wakeAt(due);
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

  private wakeAt(due: number): void {
    if (due >= this.wakes) return;
    this.disarm();
    this.wakes = due;
    this.timer = setTimeout(() => void this.sendDue(), Math.max(1, Math.ceil(due - performance.now())));
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.wakes = Infinity;
  }

  private async sendDue(): Promise<void> {
    const now = performance.now();
    const due = joined(this.sent.filter((sent) => sent.due <= now));
    this.sent = [...due, ...this.sent.filter((sent) => sent.due > now)];
    for (const sent of due) {
      sent.due = now + sent.wait;
      sent.wait = Math.min(2 * sent.wait, this.times.longestResend);
      sent.growsUntil = 0;
    }
    this.wakes = Infinity;
    this.wakeAt(this.sent.reduce((first, sent) => Math.min(first, sent.due), Infinity));
    for (const sent of due) await this.resend(sent);
  }
}

/** Ranges that touch become one: they are due together from now on. */
function joined(ranges: Sent[]): Sent[] {
  const result: Sent[] = [];
  for (const range of ranges.toSorted((a, b) => a.after - b.after)) {
    const before = result.at(-1);
    if (before && range.after <= before.upTo) before.upTo = Math.max(before.upTo, range.upTo);
    else result.push(range);
  }
  return result;
}
