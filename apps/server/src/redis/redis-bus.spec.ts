import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { RedisServer, redisCluster } from '../../../../test/support/redis-server.ts';
import { TcpGate } from '../../../../test/support/tcp-gate.ts';
import type { Bus } from './bus.ts';
import { RedisBus } from './redis-bus.ts';

const PATIENCE = 10_000;
const open: { stop(): void }[] = [];

beforeAll(() => Logger.overrideLogger(false));
afterEach(() => open.splice(0).forEach((bus) => bus.stop()));

async function started(urls: string[], cluster = false): Promise<RedisBus> {
  const bus = new RedisBus({ urls, cluster });
  open.push(bus);
  await bus.start(PATIENCE);
  return bus;
}

function becomes(bus: Bus, up: boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => void (bus.isUp === up && resolve());
    bus.onChange(look);
    look();
  });
}

/** What is said on a channel from now on; `until` resolves with all of it when there is so much. */
async function listen(bus: Bus, channel: string) {
  const heard: string[] = [];
  const more = jest.fn();
  const subscription = bus.subscribe(channel, (message) => {
    heard.push(message);
    more();
  });
  await subscription.ready;
  const until = async (count: number): Promise<string[]> => {
    while (heard.length < count) await new Promise<void>((resolve) => more.mockImplementationOnce(() => resolve()));
    return heard;
  };
  return { until, heard, end: () => subscription.end() };
}

describe('one Redis', () => {
  let redis: RedisServer;
  let gate: TcpGate;
  beforeAll(async () => {
    redis = await RedisServer.start();
    gate = await TcpGate.to(redis.port);
  });
  afterAll(async () => {
    await gate.close();
    await redis.discard();
  });

  it('carries what one server says to those who listen, in order, and no further than that', async () => {
    const [one, two] = [await started([redis.url]), await started([redis.url])];
    const [calls, others] = [await listen(two, 'a'), await listen(two, 'b')];
    for (let count = 0; count < 100; count += 1) one.publish('a', `${count}`);
    expect(await calls.until(100)).toEqual(Array.from({ length: 100 }, (_, count) => `${count}`));
    expect(others.heard).toEqual([]);
  });

  it('is given up by who listens no more, and heard again by who does so anew', async () => {
    const [one, two] = [await started([redis.url]), await started([redis.url])];
    const first = await listen(two, 'again');
    first.end();
    const second = await listen(two, 'again');
    one.publish('again', 'hello');
    expect(await second.until(1)).toEqual(['hello']);
    expect(first.heard).toEqual([]);
    second.end();
    const last = await listen(two, 'last');
    one.publish('again', 'nobody');
    one.publish('last', 'somebody');
    await last.until(1);
    expect(second.heard).toEqual(['hello']);
  });

  it('is down while Redis is, and up again with all that is listened to', async () => {
    const [one, two] = [await started([redis.url]), await started([redis.url])];
    const calls = await listen(two, 'a');
    await redis.stop();
    await Promise.all([becomes(one, false), becomes(two, false)]);
    one.publish('a', 'lost');
    await redis.restart();
    await Promise.all([becomes(one, true), becomes(two, true)]);
    const anew = await listen(two, 'mark');
    while (calls.heard.length === 0) {
      one.publish('a', 'heard');
      one.publish('mark', '');
      await anew.until(anew.heard.length + 1);
    }
    expect(calls.heard[0]).toBe('heard');
  }, 30_000);

  it('notices a cut that nobody is told of, and its end', async () => {
    const bus = await started([`redis://127.0.0.1:${gate.port}`]);
    gate.cut();
    await becomes(bus, false);
    gate.mend();
    await becomes(bus, true);
  }, 30_000);

  it('starts without Redis, and is up as soon as it is there', async () => {
    const port = redis.port;
    await redis.stop();
    const bus = new RedisBus({ urls: [redis.url], cluster: false });
    open.push(bus);
    await bus.start(100);
    expect(bus.isUp).toBe(false);
    expect(bus.store).toBeNull();
    await redis.restart();
    await becomes(bus, true);
    expect(redis.port).toBe(port);
  }, 30_000);
});

describe('a Redis Cluster', () => {
  let nodes: RedisServer[];
  beforeAll(async () => {
    nodes = await redisCluster();
  }, 60_000);
  afterAll(async () => {
    for (const node of nodes) await node.discard();
  });

  it('carries every channel, whichever of its shards has it', async () => {
    const urls = nodes.slice(0, 1).map(({ url }) => url);
    const [one, two] = [await started(urls, true), await started(urls, true)];
    expect([one.isUp, two.isUp]).toEqual([true, true]);
    const names = Array.from({ length: 24 }, (_, index) => `parley:call:${index}`);
    const channels = await Promise.all(names.map((name) => listen(two, name)));
    for (const name of names) one.publish(name, name);
    expect(await Promise.all(channels.map(({ until }) => until(1)))).toEqual(names.map((name) => [name]));
    const shares = await Promise.all(nodes.map((node) => node.timesOf('spublish')));
    for (const share of shares) expect(share).toBeGreaterThan(0);
  }, 30_000);

  it('has a channel heard that moves to another shard', async () => {
    const [one, two] = [await started([nodes[0]?.url ?? ''], true), await started([nodes[0]?.url ?? ''], true)];
    const name = 'parley:call:moves';
    const channel = await listen(two, name);
    one.publish(name, 'before');
    await channel.until(1);
    await moveSlotOf(nodes, name);
    const mark = setInterval(() => one.publish(name, 'after'), 100);
    await channel.until(2).finally(() => clearInterval(mark));
    expect(channel.heard.slice(0, 2)).toEqual(['before', 'after']);
  }, 30_000);
});

/** Hands the slot of a channel over to another node, as a cluster that is made larger does. */
async function moveSlotOf(nodes: readonly RedisServer[], channel: string): Promise<void> {
  const slot = String(await nodes[0]?.ask('CLUSTER', 'KEYSLOT', channel));
  const ids = await Promise.all(nodes.map(async (node) => String(await node.ask('CLUSTER', 'MYID'))));
  const slots = await Promise.all(
    nodes.map(async (node) => String(await node.ask('PUBSUB', 'SHARDCHANNELS', channel))),
  );
  const from = slots.findIndex((heard) => heard.includes(channel));
  if (from < 0) throw new Error('Nobody listens to it.');
  const to = (from + 1) % nodes.length;
  await nodes[to]?.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', ids[from] ?? '');
  await nodes[from]?.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', ids[to] ?? '');
  for (const node of [nodes[to], nodes[from]]) await node?.ask('CLUSTER', 'SETSLOT', slot, 'NODE', ids[to] ?? '');
}
