// One step after the other: what two asynchronous steps must not do at once goes through one queue.

type Task = () => Promise<void> | void;

/** Runs tasks in the order in which they were added. A failed one is reported and does not stop the next. */
export class TaskQueue {
  readonly #failed: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  add(task: Task): void {
    this.#last = this.#after(this.#last, task);
  }

  /** Resolves when everything that was added so far has run. */
  idle(): Promise<void> {
    return this.#last;
  }

  /** Tasks that have not begun are dropped. */
  close(): void {
    this.#closed = true;
  }

  async #after(last: Promise<void>, task: Task): Promise<void> {
    await last;
    if (this.#closed) {
      return;
    }
    try {
      await task();
    } catch (error) {
      // What a closing broke off is nobody's failure.
      if (!this.#closed) {
        this.#failed(error);
      }
    }
  }
}
