// One budget of addresses: counted by all servers together while they have a Redis, by each for itself while they have not.
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Bus } from '../redis/bus.ts';
import type { AddressBudget } from './budgets.ts';

/** Nobody waits longer for a count. */
const PATIENCE_MS = 200;
const SECOND = 1;
const MINUTE = 60;

class Counters {
  private readonly bursty: BurstyRateLimiter;

  constructor(
    private readonly steady: RateLimiterMemory | RateLimiterRedis,
    private readonly burst: RateLimiterMemory | RateLimiterRedis,
  ) {
    this.bursty = new BurstyRateLimiter(steady, burst);
  }

  static inMemory({ perSecond, perMinute }: AddressBudget): Counters {
    return new Counters(
      new RateLimiterMemory({ points: perSecond, duration: SECOND }),
      new RateLimiterMemory({ points: perMinute, duration: MINUTE }),
    );
  }

  static inRedis(name: string, { perSecond, perMinute }: AddressBudget, storeClient: unknown): Counters {
    const options = { storeClient, useRedisPackage: true };
    return new Counters(
      new RateLimiterRedis({ ...options, keyPrefix: `parley:rate:${name}:s`, points: perSecond, duration: SECOND }),
      new RateLimiterRedis({ ...options, keyPrefix: `parley:rate:${name}:m`, points: perMinute, duration: MINUTE }),
    );
  }

  async consume(address: string): Promise<number> {
    return overdrawn(this.bursty.consume(address));
  }

  async ask(address: string): Promise<number> {
    const [steady, burst] = await Promise.all([this.steady.get(address), this.burst.get(address)]);
    const isSpent = steady?.remainingPoints === 0 && burst?.remainingPoints === 0;
    return isSpent ? Math.min(steady.msBeforeNext, burst.msBeforeNext) : 0;
  }
}

export class AddressLimiter {
  private readonly own: Counters;
  private shared: { store: unknown; counters: Counters } | null = null;

  constructor(
    private readonly name: string,
    private readonly budget: AddressBudget,
    private readonly bus: Pick<Bus, 'store'>,
  ) {
    this.own = Counters.inMemory(budget);
  }

  /** Takes one off. Answers after how many milliseconds there is one again: 0 when there was one. */
  consume(address: string): Promise<number> {
    return this.count((counters) => counters.consume(address));
  }

  /** The same without taking any. */
  ask(address: string): Promise<number> {
    return this.count((counters) => counters.ask(address));
  }

  private async count(by: (counters: Counters) => Promise<number>): Promise<number> {
    const { store } = this.bus;
    if (store === null) return by(this.own);
    const { shared: before } = this;
    const shared =
      before && before.store === store ? before : { store, counters: Counters.inRedis(this.name, this.budget, store) };
    this.shared = shared;
    return (await inTime(by(shared.counters))) ?? by(this.own);
  }
}

/** @throws what is no refusal */
async function overdrawn(consumed: Promise<unknown>): Promise<number> {
  try {
    await consumed;
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext);
    throw error;
  }
}

/** Undefined when Redis fails, or takes too long. */
async function inTime(counted: Promise<number>): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  try {
    return await Promise.race([counted, promise]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
