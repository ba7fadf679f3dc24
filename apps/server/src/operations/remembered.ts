// An answer that is dear, asked for often: asked anew only when that takes a small part of the time.

/** Answers are kept for so many milliseconds at least, and for so many times as long as the asking took. */
const SHORTEST_MS = 5000;
const TIMES = 200;
/** A scrape does not wait longer for what is on its way. */
const PATIENCE_MS = 1000;

export class Remembered<Answer> {
  private answer: Answer | null = null;
  private keptUntil = -Infinity;
  private asking: Promise<void> | null = null;

  constructor(
    private readonly ask: () => Promise<Answer>,
    private readonly now: () => number = () => performance.now(),
    private readonly patience: number = PATIENCE_MS,
  ) {}

  /** The latest answer there is; null when there was none yet, or the last asking failed. Never rejects. */
  async value(): Promise<Answer | null> {
    if (this.now() >= this.keptUntil) this.asking ??= this.askNow();
    if (this.asking) {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, this.patience);
      await Promise.race([this.asking, late]);
      clearTimeout(timer);
    }
    return this.answer;
  }

  private async askNow(): Promise<void> {
    const begun = this.now();
    try {
      this.answer = await this.ask();
    } catch {
      // Whether the database answers is for readiness to say.
      this.answer = null;
    }
    const ended = this.now();
    this.keptUntil = ended + Math.max(SHORTEST_MS, TIMES * (ended - begun));
    this.asking = null;
  }
}
