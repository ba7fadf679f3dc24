// Collects what arrives while a batch is under way: it is the next batch. The heart of the group commit.

/** One who waits for an outcome. */
export interface Pending<Message, Outcome> {
  message: Message;
  /** Is given the outcome of its message; it may throw what the promise is to be rejected with. */
  settle: (outcome: Outcome) => void;
  fail: (error: Error) => void;
}

/** More would keep the first of a batch waiting for the last. */
const LARGEST_BATCH = 1024;
/** More would wait for seconds, and take memory without end should the database stand still. */
const LONGEST_QUEUE = 50_000;

export class BatchQueue<Message, Outcome> {
  private readonly run: (batch: Pending<Message, Outcome>[]) => Promise<void>;
  private waiting: Pending<Message, Outcome>[] = [];
  private running: Promise<void> | undefined;
  private nudged = false;

  /** @param run carries a batch out and settles all of it; it never rejects */
  constructor(run: (batch: Pending<Message, Outcome>[]) => Promise<void>) {
    this.run = run;
  }

  /** Whether so many wait already that nothing more should be added. */
  get isFull(): boolean {
    return this.waiting.length >= LONGEST_QUEUE;
  }

  /** What `decode` makes of the outcome; promises of one batch are settled in the order of `add`. */
  add<Result>(message: Message, decode: (outcome: Outcome) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) => {
        try {
          resolve(decode(outcome));
        } catch (error) {
          reject(error);
        }
      };
      this.waiting.push({ message, settle, fail: reject });
      this.start();
    });
  }

  /** Has a batch run even if nobody waits for it. */
  nudge(): void {
    this.nudged = true;
    this.start();
  }

  /** Resolves when nothing waits and nothing runs. */
  async drained(): Promise<void> {
    while (this.running) await this.running;
  }

  private start(): void {
    this.running ??= this.work().finally(() => {
      this.running = undefined;
      if (this.waiting.length > 0 || this.nudged) this.start();
    });
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0 || this.nudged) {
      // All that this turn of the event loop reads from its sockets goes together.
      await new Promise((resolve) => setImmediate(resolve));
      this.nudged = false;
      await this.run(this.waiting.splice(0, LARGEST_BATCH));
    }
  }
}
