// What the same signals cost on each engine: the server's CPU, PostgreSQL's own, and how many share a commit.
import { PostgresServer } from '../../support/postgres-server.ts';
import { DIALERS } from '../clients/dialers.ts';
import { Load } from '../support/load.ts';
import { ServerProcess } from '../support/server-process.ts';
import type { Throughput, ThroughputOptions } from './throughput.ts';

export interface EngineCosts extends Omit<Throughput, 'loopDelayP99'> {
  /** Microseconds of PostgreSQL's CPU per signal, all its processes; 0 without it. */
  databaseCpu: number;
  signalsPerCommit: number;
}

export interface Engines {
  sqlite: EngineCosts[];
  postgres: EngineCosts[];
}

/** Alternates the engines, a new server each time, and one PostgreSQL on this machine. */
export async function engines(options: ThroughputOptions): Promise<Engines> {
  const postgres = await PostgresServer.start({ durable: true });
  const results: Engines = { sqlite: [], postgres: [] };
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      results.sqlite.push(await oneRound(options, null));
      results.postgres.push(await oneRound(options, postgres));
    }
  } finally {
    await postgres.discard();
  }
  return results;
}

async function oneRound(
  { pairs, warmUp, signals }: ThroughputOptions,
  postgres: PostgresServer | null,
): Promise<EngineCosts> {
  const server = await ServerProcess.start('parley', postgres ? { environment: { DATABASE_URL: postgres.url } } : {});
  const figures = async () => ({
    cpu: await server.cpu(),
    database: postgres?.cpu() ?? 0,
    commits: await commitsOf(server.url),
  });
  const load = await Load.connect(DIALERS.parley, server.url, pairs);
  await load.flood(warmUp);
  load.latencies();
  const before = await figures();
  const took = await load.flood(signals);
  const after = await figures();
  const latencies = load.latencies();
  await load.rest();
  load.close();
  await server.stop();
  return {
    rate: signals / (took / 1000),
    cpu: (after.cpu - before.cpu) / signals,
    databaseCpu: (after.database - before.database) / signals,
    signalsPerCommit: signals / (after.commits - before.commits),
    ...latencies,
  };
}

async function commitsOf(url: string): Promise<number> {
  const metrics = await (await fetch(`http://${url}/metrics`)).text();
  return Number(/^parley_commit_seconds_count (\d+)/m.exec(metrics)?.[1] ?? Number.NaN);
}
