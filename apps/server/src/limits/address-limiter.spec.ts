import { Logger } from '@nestjs/common';
import { RedisServer } from '../../../../test/support/redis-server.ts';
import { RedisBus } from '../redis/redis-bus.ts';
import { AddressLimiter } from './address-limiter.ts';

const BUDGET = { perSecond: 2, perMinute: 3, of: 'requests' };

let redis: RedisServer;
const buses: RedisBus[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  redis = await RedisServer.start();
  for (let server = 0; server < 2; server += 1) {
    const bus = new RedisBus({ urls: [redis.url], cluster: false });
    buses.push(bus);
    await bus.start(10_000);
  }
});
afterAll(async () => {
  for (const bus of buses) bus.stop();
  await redis.discard();
});

/** The same budget at each server. */
const everywhere = (name: string) => buses.map((bus) => new AddressLimiter(name, BUDGET, bus));

it('all servers count an address together', async () => {
  const [one, two] = everywhere('together');
  const waits: (number | undefined)[] = [];
  for (let count = 0; count < 3; count += 1) waits.push(await one?.consume('a'), await two?.consume('a'));
  // Two in this second, three more in this minute: five of six, unless a second passed meanwhile.
  expect(waits.filter((wait) => wait === 0).length).toBeGreaterThanOrEqual(5);
  for (let count = 0; count < 5; count += 1) await two?.consume('a');
  expect(await one?.ask('a')).toBeGreaterThan(0);
  expect(await two?.consume('a')).toBeGreaterThan(0);
  expect(await two?.ask('b')).toBe(0);
});

it('each counts by itself while Redis is away, and nobody waits for it', async () => {
  const [one, two] = everywhere('apart');
  for (let count = 0; count < 6; count += 1) await one?.consume('a');
  expect(await two?.ask('a')).toBeGreaterThan(0);
  await redis.stop();
  const asked = performance.now();
  expect(await two?.consume('a')).toBe(0);
  expect(performance.now() - asked).toBeLessThan(2000);
  await redis.restart();
}, 30_000);
