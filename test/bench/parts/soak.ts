// `npm run bench -- soak`: how it is run, shown, and what is asked of it. It takes 20 minutes, so it is run only by its name.
import type { Part } from '../part.ts';
import { soak, type SoakLook } from '../scenarios/soak.ts';
import { median } from '../support/statistics.ts';

const MB = 1e6;

/** About half of what two processors carry with three servers, PostgreSQL, Redis and the load on them. */
const LOAD = { servers: 3, pairs: 12, perSecond: 200, callsPerSecond: 2 };

const row = ({
  at,
  rss,
  live,
  p50,
  p99,
  cpu,
  postgresConnections,
  redisConnections,
  calls,
  failed,
  refused,
}: SoakLook) =>
  [
    (at / 60).toFixed(1),
    (rss / MB).toFixed(0),
    (live / MB).toFixed(1),
    cpu.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    postgresConnections.toFixed(1),
    redisConnections.toFixed(0),
    calls,
    failed,
    refused,
  ].join(' | ');

const HEAD =
  'minute | resident, MB | live objects, MB | CPU of servers, ms/s | p50, ms | p99, ms | PostgreSQL’s connections of a server | Redis’ | calls | failed | signals refused';

export const soakPart: Part = async (short) => {
  const figures = await soak({ ...LOAD, looks: short ? 2 : 20, secondsBetween: short ? 2 : 60 });
  const lines = [HEAD, HEAD.replaceAll(/[^|]+/g, ' --: '), ...figures.map(row)];
  const fifth = Math.max(1, Math.floor(figures.length / 5));
  const live = (looks: readonly SoakLook[]): number => median(looks.map((look) => look.live));
  return {
    figures,
    tables: lines.map((line) => `| ${line} |`).join('\n'),
    goals: [
      {
        name: 'live objects of the last fifth beside the first',
        measured: live(figures.slice(-fifth)) / live(figures.slice(0, fifth)),
        limit: 1.05,
      },
      { name: 'calls that failed', measured: figures.at(-1)?.failed ?? NaN, limit: 0 },
    ],
  };
};
