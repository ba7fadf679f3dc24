import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import { NoBus } from '../redis/bus.ts';
import { readSettings } from '../settings/read-settings.ts';
import { ADDRESS_BUDGETS } from './budgets.ts';
import { RateLimits } from './rate-limits.service.ts';

const limits = (PARLEY_RATE_LIMIT = 'on') => new RateLimits(readSettings({ PARLEY_RATE_LIMIT }), new NoBus());

/** What came of it: undefined when it was allowed. */
const refusalOf = (asked: Promise<void>): Promise<Refusal | undefined> =>
  asked.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    },
  );

async function spendAll(rates: RateLimits, address: string): Promise<number> {
  let spent = 0;
  while (!(await refusalOf(rates.spend('calls', address)))) spent += 1;
  return spent;
}

let warned: jest.SpiedFunction<Logger['warn']>;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask'] });
  warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
});

afterEach(() => {
  jest.useRealTimers();
  warned.mockRestore();
});

it('gives each address its burst of a minute and then so many a second; who waits as told gets through', async () => {
  const rates = limits();
  const { perMinute, perSecond } = ADDRESS_BUDGETS.calls;
  expect(await spendAll(rates, '192.0.2.1')).toBe(perMinute + perSecond);
  const refusal = await refusalOf(rates.spend('calls', '192.0.2.1'));
  expect(refusal).toMatchObject({ code: 'rate-limited', retryAfter: 1 });
  expect(refusal?.message).toBe('Too many new calls. Try again in 1 second.');
  jest.advanceTimersByTime(1000);
  expect(await spendAll(rates, '192.0.2.1')).toBe(perSecond);
  jest.advanceTimersByTime(60_000);
  expect(await spendAll(rates, '192.0.2.1')).toBe(perMinute + perSecond);
});

it('addresses and budgets do not touch each other', async () => {
  const rates = limits();
  await spendAll(rates, '192.0.2.1');
  expect(await refusalOf(rates.spend('calls', '192.0.2.2'))).toBeUndefined();
  expect(await refusalOf(rates.spend('joins', '192.0.2.1'))).toBeUndefined();
});

it('asking costs nothing, and is refused once everything is spent', async () => {
  const rates = limits();
  const { perMinute, perSecond } = ADDRESS_BUDGETS.misses;
  for (let asked = 0; asked < 2 * perMinute; asked += 1) await rates.ask('misses', '192.0.2.1');
  for (let missed = 0; missed < perMinute + perSecond; missed += 1) {
    expect(await refusalOf(rates.ask('misses', '192.0.2.1'))).toBeUndefined();
    await rates.count('misses', '192.0.2.1');
  }
  expect(await refusalOf(rates.ask('misses', '192.0.2.1'))).toMatchObject({ code: 'rate-limited', retryAfter: 1 });
  await expect(rates.count('misses', '192.0.2.1')).resolves.toBeUndefined();
});

it('counts refusals, and mentions one of them in the log without saying whom', async () => {
  const rates = limits();
  await spendAll(rates, '192.0.2.1');
  await spendAll(rates, '192.0.2.1');
  expect([...rates.refusals]).toEqual([['calls', 2]]);
  expect(warned).toHaveBeenCalledTimes(1);
  expect(JSON.stringify(warned.mock.calls)).not.toContain('192.0.2.1');
});

it('PARLEY_RATE_LIMIT=off: nothing is refused', async () => {
  const rates = limits('off');
  expect(rates.on).toBe(false);
  for (let call = 0; call < 1000; call += 1) await rates.spend('calls', '192.0.2.1');
  for (let miss = 0; miss < 1000; miss += 1) await rates.count('misses', '192.0.2.1');
  expect(await refusalOf(rates.ask('misses', '192.0.2.1'))).toBeUndefined();
});
