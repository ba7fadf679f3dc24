// `npm run bench -- cluster`: how it is run, shown, and what is asked of it.
import type { Part } from '../part.ts';
import { cluster, type ClusterCosts } from '../scenarios/cluster.ts';
import type { Spent } from '../support/cluster.ts';
import type { Latencies } from '../support/load.ts';
import { median } from '../support/statistics.ts';
import { type Column, table } from '../support/tables.ts';

type Item = 'call' | 'join' | 'together' | 'apart' | 'idleServer' | 'idleSeat';

const TITLES: Record<Item, string> = {
  call: 'a call created',
  join: 'a join',
  together: 'a signal, both on one server',
  apart: 'a signal, on two servers',
  idleServer: 'a server without clients, a second',
  idleSeat: 'an idle seat, a second',
};

const COSTS: readonly Column<Spent>[] = [
  { title: 'servers, µs', of: ({ server }) => server, digits: 1 },
  { title: 'PostgreSQL, µs', of: ({ postgres }) => postgres, digits: 1 },
  { title: 'Redis, µs', of: ({ redis }) => redis, digits: 1 },
  { title: 'PostgreSQL’s log, bytes', of: ({ wal }) => wal, digits: 0 },
];
const DELIVERY: readonly Column<Latencies>[] = [
  { title: 'p50, ms', of: ({ p50 }) => p50, digits: 1 },
  { title: 'p99, ms', of: ({ p99 }) => p99, digits: 1 },
];
const HELD: readonly Column<ClusterCosts>[] = [
  { title: 'live objects of an idle seat, KB', of: ({ liveOfSeat }) => liveOfSeat / 1000, digits: 1 },
  { title: 'PostgreSQL’s connections of a server', of: ({ postgresConnections }) => postgresConnections, digits: 0 },
  { title: 'Redis’ connections of a server', of: ({ redisConnections }) => redisConnections, digits: 0 },
  { title: 'a seat looked up, PostgreSQL, µs', of: ({ lookUp }) => lookUp, digits: 2 },
  { title: 'stored of a call, bytes', of: ({ stored }) => stored, digits: 0 },
];

/** What one takes, everywhere together. */
const total = ({ server, postgres, redis }: Spent): number => server + postgres + redis;

export const clusterPart: Part = async (short) => {
  const figures = await cluster({
    rounds: short ? 1 : 3,
    sizes: [1, 2, 3],
    // So little that two processors carry three servers, what they stand on, and the load itself: a queue is no cost.
    calls: short ? 50 : 250,
    pairs: 4,
    perSecond: 200,
    seconds: short ? 1 : 5,
    idleSeconds: short ? 1 : 5,
  });
  const rows = <Of>(of: (costs: ClusterCosts) => Of): Record<string, Of[]> =>
    Object.fromEntries(Object.entries(figures).map(([size, rounds]) => [`servers: ${size}`, rounds.map(of)]));
  const items = Object.keys(TITLES) as Item[];
  const tables = [
    ...items.map(
      (item) =>
        `${TITLES[item]}\n\n${table(
          rows((costs) => costs[item]),
          COSTS,
        )}`,
    ),
    `delivered, both on one server\n\n${table(
      rows(({ together }) => together),
      DELIVERY,
    )}`,
    `delivered, on two servers\n\n${table(
      rows(({ apart }) => apart),
      DELIVERY,
    )}`,
    `what is held\n\n${table(
      rows((costs) => costs),
      HELD,
    )}`,
  ].join('\n\n');

  const one = figures[1] ?? [];
  const middle = (rounds: readonly ClusterCosts[], item: Item): number =>
    median(rounds.map((costs) => total(costs[item])));
  const more = Object.entries(figures).filter(([size]) => size !== '1');
  const goals = more.flatMap(([size, rounds]) =>
    (['together', 'join'] as const).map((item) => ({
      name: `CPU of ${TITLES[item]}, ${size} servers beside one, everywhere together`,
      measured: middle(rounds, item) / middle(one, item),
      limit: 1.2,
    })),
  );
  return { figures, tables, goals };
};
