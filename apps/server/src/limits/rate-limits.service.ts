// The budgets of addresses, counted with rate-limiter-flexible: in memory for one server. More servers that share one count
// would give it RateLimiterRedis in the same place.
import { Injectable, Logger } from '@nestjs/common';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { Settings } from '../settings/settings.ts';
import { ADDRESS_BUDGETS, BUDGET_NAMES, type BudgetName } from './budgets.ts';
import { rateLimited } from './rate-limited.ts';

const MINUTE_MS = 60_000;

interface Limiter {
  steady: RateLimiterAbstract;
  burst: RateLimiterAbstract;
  both: BurstyRateLimiter;
}

@Injectable()
export class RateLimits {
  private readonly log = new Logger(RateLimits.name);
  private readonly limiters = new Map<BudgetName, Limiter>();
  private readonly counts = new Map<BudgetName | 'events', number>();
  private mentionedAt = -Infinity;

  constructor(settings: Settings) {
    if (!settings.rateLimit) return;
    for (const name of BUDGET_NAMES) {
      const { perSecond, perMinute } = ADDRESS_BUDGETS[name];
      const steady = new RateLimiterMemory({ points: perSecond, duration: 1 });
      const burst = new RateLimiterMemory({ points: perMinute, duration: 60 });
      this.limiters.set(name, { steady, burst, both: new BurstyRateLimiter(steady, burst) });
    }
  }

  /** Whether there are limits at all (PARLEY_RATE_LIMIT). */
  get on(): boolean {
    return this.limiters.size > 0;
  }

  /** How often each budget was found spent. */
  get refusals(): ReadonlyMap<string, number> {
    return this.counts;
  }

  /** Takes one off a budget of this address. @throws Refusal rate-limited */
  async spend(name: BudgetName, address: string): Promise<void> {
    try {
      await this.limiters.get(name)?.both.consume(address);
    } catch (error) {
      throw error instanceof RateLimiterRes ? this.refusal(name, error.msBeforeNext) : error;
    }
  }

  /** Takes one off, for what has been answered already: the next one may be refused. */
  async count(name: BudgetName, address: string): Promise<void> {
    try {
      await this.limiters.get(name)?.both.consume(address);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
    }
  }

  /** Takes nothing. @throws Refusal rate-limited when nothing is left */
  async ask(name: BudgetName, address: string): Promise<void> {
    const limiter = this.limiters.get(name);
    if (!limiter) return;
    const [steady, burst] = await Promise.all([limiter.steady.get(address), limiter.burst.get(address)]);
    if (steady?.remainingPoints === 0 && burst?.remainingPoints === 0) {
      throw this.refusal(name, Math.min(steady.msBeforeNext, burst.msBeforeNext));
    }
  }

  /** Someone was refused: counted, and mentioned in the log now and then. No address stands there. */
  note(name: BudgetName | 'events'): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    const now = performance.now();
    if (now - this.mentionedAt < MINUTE_MS) return;
    this.mentionedAt = now;
    this.log.warn(
      `A caller asked for too much and was refused (budget: ${name}). Behind a proxy all callers are one unless PARLEY_TRUST_PROXY is set.`,
    );
  }

  private refusal(name: BudgetName, ms: number): Error {
    this.note(name);
    return rateLimited(ADDRESS_BUDGETS[name].of, ms / 1000);
  }
}
