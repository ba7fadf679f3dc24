// What calls, joins, signals and idle seats cost the servers, PostgreSQL and Redis, on one server and on several, each under
// the same load: whether a server more costs what it brings, and the figures that the plan for more servers is made from.
import { parleyPair, createCall, join } from '../clients/parley-dialer.ts';
import { DIALERS } from '../clients/dialers.ts';
import type { Dialer } from '../clients/line.ts';
import { SocketIoClient } from '../clients/socket-io-client.ts';
import { BareDisk } from '../support/bare-disk.ts';
import { Cluster, each, type Spent } from '../support/cluster.ts';
import { Load, type Latencies } from '../support/load.ts';
import { median } from '../support/statistics.ts';
import { wholeCall } from '../support/whole-call.ts';

/** All loads are those of one server; several get so many times as much. */
export interface ClusterOptions {
  rounds: number;
  /** How many servers there are, one after the other. */
  sizes: readonly number[];
  /** Calls of two. */
  calls: number;
  pairs: number;
  perSecond: number;
  seconds: number;
  idleSeconds: number;
}

export interface ClusterCosts {
  /** Each call's creation, over REST. */
  call: Spent;
  /** Each socket opened and seat taken. With several servers the two of a call are on different ones. */
  join: Spent;
  /** Each signal between two on the same server; each on a different one (of one server: the same again). */
  together: Spent & Latencies;
  apart: Spent & Latencies;
  /** Each second of a server without clients. */
  idleServer: Spent;
  /** Each second of a seat that nothing happens to. */
  idleSeat: Spent;
  /** Bytes of resident memory of a server without clients, and of live objects that each idle seat adds. */
  residentOfServer: number;
  liveOfSeat: number;
  /** Microseconds of PostgreSQL's CPU to look up where a seat stands, many at a time. */
  lookUp: number;
  /** Bytes of tables and indexes for a call of two with an offer, an answer and 20 candidates. */
  stored: number;
  /** Seconds that a sync of the disk takes, one after the other, on the median. */
  sync: number;
  /** That one server holds. */
  postgresConnections: number;
  redisConnections: number;
}

/** Calls that are made before anything is measured, of each server. */
const WARM_UP = 100;
/** The same, until what is run is compiled. */
const WARM_UP_SIGNALS = 8000;
const AT_ONCE = 16;
/** As the servers ask. */
const SEATS_OF_LOOK_UP = 1000;
const LOOK_UPS = 50;
const SYNCS = 200;

/** By how many servers there were. */
export async function cluster({ rounds, sizes, ...load }: ClusterOptions): Promise<Record<number, ClusterCosts[]>> {
  const results: Record<number, ClusterCosts[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const size of sizes) (results[size] ??= []).push(await oneRound(size, load));
  }
  return results;
}

async function oneRound(size: number, load: Omit<ClusterOptions, 'rounds' | 'sizes'>): Promise<ClusterCosts> {
  const cluster = await Cluster.start(size);
  const calls = load.calls * size;
  await hangUp(await seats(cluster, await createdCalls(cluster, WARM_UP * size)));
  const stored = await storedBytes(cluster, WARM_UP * size);
  const together = await signals(cluster, load, (index) => [cluster.url(index), cluster.url(index)]);
  const apart = await signals(cluster, load, (index) => [cluster.url(index), cluster.url(index + 1)]);
  const idleServer = await idle(cluster, load.idleSeconds, size);
  // The probes' clocks among it: nobody's signals are to pay for those.
  const ofSignal = (all: Spent & Latencies) => ({ ...all, ...less(all, idleServer, 1 / load.perSecond) });

  const before = await cluster.memory();
  const started = await cluster.spent();
  const ids = await createdCalls(cluster, calls);
  const created = await cluster.spent();
  const idlers = await seats(cluster, ids);
  const joined = await cluster.spent();
  const postgresConnections = await cluster.postgresConnections();
  const redisConnections = await cluster.redisConnections();
  const liveOfSeat = ((await cluster.memory()).live - before.live) / idlers.length;
  const idling = await idle(cluster, load.idleSeconds, idlers.length);
  const lookUp = await lookUpCost(cluster);
  for (const idler of idlers) idler.close();
  await cluster.stop();
  return {
    call: each(started, created, calls),
    join: each(created, joined, idlers.length),
    together: ofSignal(together),
    apart: ofSignal(apart),
    idleServer,
    idleSeat: less(idling, idleServer, size / idlers.length),
    residentOfServer: before.rss / size,
    liveOfSeat,
    lookUp,
    stored,
    sync: await syncSeconds(),
    postgresConnections,
    redisConnections,
  };
}

/** Signals of many pairs at a steady rate. */
async function signals(
  cluster: Cluster,
  { pairs, perSecond, seconds }: Pick<ClusterOptions, 'pairs' | 'perSecond' | 'seconds'>,
  places: (index: number) => readonly [string, string],
): Promise<Spent & Latencies> {
  const size = cluster.servers.length;
  let made = 0;
  const dialer: Dialer = { ...DIALERS.parley, pair: (_, ear) => parleyPair(places(made++), ear) };
  const load = await Load.connect(dialer, cluster.url(0), pairs * size);
  await load.flood(WARM_UP_SIGNALS * size);
  await load.rest();
  await load.pace(perSecond * size, 1);
  load.latencies();
  const before = await cluster.spent();
  await load.pace(perSecond * size, seconds);
  const after = await cluster.spent();
  const latencies = load.latencies();
  load.close();
  return { ...each(before, after, perSecond * size * seconds), ...latencies };
}

/** Of each of so many, a second. */
async function idle(cluster: Cluster, seconds: number, count: number): Promise<Spent> {
  const before = await cluster.spent();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return each(before, await cluster.spent(), count * seconds);
}

function less(all: Spent, part: Spent, share: number): Spent {
  const of = (key: keyof Spent): number => all[key] - part[key] * share;
  return { server: of('server'), postgres: of('postgres'), redis: of('redis'), wal: of('wal') };
}

function createdCalls(cluster: Cluster, count: number): Promise<string[]> {
  return manyAtOnce(count, (index) => createCall(cluster.url(index)));
}

async function seats(cluster: Cluster, calls: readonly string[]): Promise<SocketIoClient[]> {
  return manyAtOnce(calls.length * 2, async (index) => {
    const client = await SocketIoClient.open(cluster.url(index));
    await join(client, calls[index >> 1] ?? '');
    return client;
  });
}

async function storedBytes(cluster: Cluster, calls: number): Promise<number> {
  const before = await cluster.databaseSize();
  await manyAtOnce(calls, (index) => wholeCall([cluster.url(index), cluster.url(index)]));
  return ((await cluster.databaseSize()) - before) / calls;
}

/** The query by which a server asks what it may have missed, of seats that are there. */
async function lookUpCost(cluster: Cluster): Promise<number> {
  const numbers = await cluster.column(`select number from seats order by number desc limit ${SEATS_OF_LOOK_UP}`);
  const look = `
    select seats.number, calls.id, seats.epoch, seats.last_seq, calls.version
    from seats join calls on calls.number = seats.call_number where seats.number in (${numbers.join(',')})`;
  const before = await cluster.spent();
  for (let done = 0; done < LOOK_UPS; done += 1) await cluster.column(look);
  return each(before, await cluster.spent(), LOOK_UPS * numbers.length).postgres;
}

async function syncSeconds(): Promise<number> {
  const disk = await BareDisk.open();
  const took: number[] = [];
  for (let written = 0; written < SYNCS; written += 1) took.push(await disk.write());
  await disk.close();
  return median(took) / 1000;
}

async function manyAtOnce<Result>(count: number, one: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let begun = 0;
  const next = async (): Promise<void> => {
    while (begun < count) {
      const index = begun++;
      results.push(await one(index));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return results;
}

/** So that their seats are left at once, and not in the middle of what is measured next. */
async function hangUp(clients: readonly SocketIoClient[]): Promise<void> {
  for (const client of clients) {
    await client.request('hangup', {});
    client.close();
  }
}
