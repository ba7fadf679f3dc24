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
/** So many of the patient go with a batch, which nobody in it notices; and so many may wait. */
const PATIENT_IN_BATCH = 2;
const LONGEST_PATIENCE = 2000;

export class BatchQueue<Message, Outcome> {
  private readonly run: (batch: Pending<Message, Outcome>[]) => Promise<void>;
  private waiting: Pending<Message, Outcome>[] = [];
  /** Those that let everything else go first. */
  private patient: Pending<Message, Outcome>[] = [];
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

  /** The same for `addPatient`. */
  get isFullOfPatient(): boolean {
    return this.patient.length >= LONGEST_PATIENCE;
  }

  /** What `decode` makes of the outcome; promises of one batch are settled in the order of `add`. */
  add<Result>(message: Message, decode: (outcome: Outcome) => Result): Promise<Result> {
    return this.put(this.waiting, message, decode);
  }

  /** The same for what may wait: a few of them go with each batch, behind all that was added. */
  addPatient<Result>(message: Message, decode: (outcome: Outcome) => Result): Promise<Result> {
    return this.put(this.patient, message, decode);
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

  private put<Result>(
    queue: Pending<Message, Outcome>[],
    message: Message,
    decode: (outcome: Outcome) => Result,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) => {
        try {
          resolve(decode(outcome));
        } catch (error) {
          reject(error);
        }
      };
      queue.push({ message, settle, fail: reject });
      this.start();
    });
  }

  private get hasWork(): boolean {
    return this.waiting.length > 0 || this.patient.length > 0 || this.nudged;
  }

  private start(): void {
    this.running ??= this.work().finally(() => {
      this.running = undefined;
      if (this.hasWork) this.start();
    });
  }

  private async work(): Promise<void> {
    while (this.hasWork) {
      // All that this turn of the event loop reads from its sockets goes together.
      await new Promise((resolve) => setImmediate(resolve));
      this.nudged = false;
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      await this.run([...batch, ...this.patient.splice(0, PATIENT_IN_BATCH)]);
    }
  }
}
