import { Logger } from '@nestjs/common';
import { RedisServer, redisCluster } from '../../../../test/support/redis-server.ts';
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
function everywhere(name: string): [AddressLimiter, AddressLimiter] {
  const [one, two] = buses.map((bus) => new AddressLimiter(name, BUDGET, bus));
  if (!one || !two) throw new Error('There are two servers.');
  return [one, two];
}

/** Spends at one server until there is nothing left at the other: within a second, so a slow machine may need several. */
async function spend(spender: AddressLimiter, asker: AddressLimiter): Promise<void> {
  for (let wait = 0; wait === 0; wait = await asker.ask('a')) {
    for (let count = 0; count < 6; count += 1) await spender.consume('a');
  }
}

it('all servers count an address together', async () => {
  const [one, two] = everywhere('together');
  const waits: number[] = [];
  for (let count = 0; count < 3; count += 1) waits.push(await one.consume('a'), await two.consume('a'));
  // Two in this second, three more in this minute: five of six, unless a second passed meanwhile.
  expect(waits.filter((wait) => wait === 0).length).toBeGreaterThanOrEqual(5);
  await spend(two, one);
  await spend(one, two);
  expect(await two.ask('b')).toBe(0);
});

it('each counts by itself while Redis is away, and nobody waits for it', async () => {
  const [one, two] = everywhere('apart');
  await spend(one, two);
  await redis.stop();
  // Redis does not come back before it is answered.
  expect(await two.consume('a')).toBe(0);
  await redis.restart();
}, 30_000);

it('all servers count an address together on a Redis Cluster, too', async () => {
  const nodes = await redisCluster();
  const own: RedisBus[] = [];
  try {
    for (const { url } of nodes.slice(1)) {
      const bus = new RedisBus({ urls: [url], cluster: true });
      own.push(bus);
      await bus.start(10_000);
    }
    const [one, two] = own.map((bus) => new AddressLimiter('sharded', BUDGET, bus));
    if (!one || !two) throw new Error('There are two servers.');
    await spend(one, two);
    expect(await one.ask('b')).toBe(0);
  } finally {
    for (const bus of own) bus.stop();
    for (const node of nodes) await node.discard();
  }
}, 60_000);
