// The server that the files of a Jest project share, one for each engine that it may store in.
import { Cluster } from '../cluster/cluster.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { OWN_API_KEYS } from './api-keys.ts';

/** `cluster`: three servers on one PostgreSQL and one Redis, behind nginx. */
export type Engine = 'sqlite' | 'postgres' | 'cluster';

/** The environment variable by which the tests are told where it is. */
export const SHARED_URL_OF: Record<Engine, string> = {
  sqlite: 'CONFORMANCE_SHARED_URL',
  postgres: 'CONFORMANCE_SHARED_URL_POSTGRES',
  cluster: 'CONFORMANCE_SHARED_URL_CLUSTER',
};

type Shared = Pick<RunningServer, 'url' | 'discard'>;

const shared = globalThis as { conformanceServers?: Partial<Record<Engine, Shared>> };

/** @param env says where it stores, if not in a file of its own */
export async function startShared(engine: Engine, env: Record<string, string> = {}): Promise<void> {
  if (process.env['PARLEY_URL'] !== undefined) return;
  try {
    const settings = { env: { PARLEY_API_KEYS: OWN_API_KEYS, ...env } };
    const server = engine === 'cluster' ? await Cluster.start(settings) : await startServer(settings);
    shared.conformanceServers = { ...shared.conformanceServers, [engine]: server };
    process.env[SHARED_URL_OF[engine]] = server.url;
  } catch (error) {
    // Other suites may run without a build; each file of this one will say what is wrong.
    console.error(error);
  }
}

export async function endShared(engine: Engine): Promise<void> {
  await shared.conformanceServers?.[engine]?.discard();
}
