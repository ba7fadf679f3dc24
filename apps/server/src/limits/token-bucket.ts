// A bucket of tokens, for the hot path: 0.1 µs a question where rate-limiter-flexible takes 0.4, and 3.5 for a refusal.
import type { BucketBudget } from './budgets.ts';

export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly budget: BucketBudget,
    now: number = performance.now(),
  ) {
    this.tokens = budget.burst;
    this.filledAt = now;
  }

  /** Takes `count` tokens if they are there, else none. Answers how many seconds it takes until they are: 0 when they were. */
  take(count: number, now: number = performance.now()): number {
    const wait = this.secondsUntil(count, now);
    if (wait === 0) this.tokens -= count;
    return wait;
  }

  /** Takes `count` tokens in any case. Answers how many seconds it takes to make up what was not there: 0 when all was. */
  overdraw(count: number, now: number = performance.now()): number {
    const wait = this.secondsUntil(count, now);
    this.tokens -= count;
    return wait;
  }

  /** Whether nothing is missing: who makes it anew loses nothing. */
  isFull(now: number = performance.now()): boolean {
    this.fill(now);
    return this.tokens >= this.budget.burst;
  }

  private secondsUntil(count: number, now: number): number {
    this.fill(now);
    return this.tokens >= count ? 0 : (count - this.tokens) / this.budget.perSecond;
  }

  private fill(now: number): void {
    const { burst, perSecond } = this.budget;
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledAt) / 1000) * perSecond);
    this.filledAt = now;
  }
}
