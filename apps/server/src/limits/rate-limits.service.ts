// The budgets of addresses, and how often each was found spent.
import { Injectable, Logger } from '@nestjs/common';
import { Bus } from '../redis/bus.ts';
import { Settings } from '../settings/settings.ts';
import { AddressLimiter } from './address-limiter.ts';
import { ADDRESS_BUDGETS, BUDGET_NAMES, type BudgetName } from './budgets.ts';
import { rateLimited } from './rate-limited.ts';

const MINUTE_MS = 60_000;

@Injectable()
export class RateLimits {
  private readonly log = new Logger(RateLimits.name);
  private readonly limiters = new Map<BudgetName, AddressLimiter>();
  private readonly counts = new Map<BudgetName | 'events', number>();
  private mentionedAt = -Infinity;

  constructor(settings: Settings, bus: Bus) {
    if (!settings.rateLimit) return;
    for (const name of BUDGET_NAMES) this.limiters.set(name, new AddressLimiter(name, ADDRESS_BUDGETS[name], bus));
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
    const wait = await this.limiters.get(name)?.consume(address);
    if (wait) throw this.refusal(name, wait);
  }

  /** Takes one off, for what has been answered already: the next one may be refused. */
  async count(name: BudgetName, address: string): Promise<void> {
    await this.limiters.get(name)?.consume(address);
  }

  /** Takes nothing. @throws Refusal rate-limited when nothing is left */
  async ask(name: BudgetName, address: string): Promise<void> {
    const wait = await this.limiters.get(name)?.ask(address);
    if (wait) throw this.refusal(name, wait);
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
