// Several servers on one PostgreSQL and one Redis: what all of them together have used, and how many connections they hold.
import { Client } from 'pg';
import { PostgresServer } from '../../support/postgres-server.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { allProcesses, cpuBelow } from './process-tree.ts';
import { ServerProcess } from './server-process.ts';

/** What was used from one moment to another, or for one signal of many: microseconds of CPU, bytes. */
export interface Spent {
  server: number;
  postgres: number;
  redis: number;
  /** Bytes that PostgreSQL wrote to its log. */
  wal: number;
}

/** Of `count` things, what one took. */
export function each(before: Spent, after: Spent, count: number): Spent {
  const of = (key: keyof Spent): number => (after[key] - before[key]) / count;
  return { server: of('server'), postgres: of('postgres'), redis: of('redis'), wal: of('wal') };
}

export class Cluster {
  readonly servers: readonly ServerProcess[];
  private readonly postgres: PostgresServer;
  private readonly redis: RedisServer;
  private readonly client: Client;

  private constructor(
    { postgres, redis }: { postgres: PostgresServer; redis: RedisServer },
    client: Client,
    servers: readonly ServerProcess[],
  ) {
    this.postgres = postgres;
    this.redis = redis;
    this.client = client;
    this.servers = servers;
  }

  /** @param settings of every server beside where its database and its Redis are */
  static async start(servers: number, settings: Record<string, string> = {}): Promise<Cluster> {
    const postgres = await PostgresServer.start({ durable: true, settings: { shared_buffers: '512MB' } });
    const redis = await RedisServer.start();
    const environment = { DATABASE_URL: postgres.url, REDIS_URL: redis.url, ...settings };
    const client = new Client(postgres.url);
    await client.connect();
    // By index whatever the statistics say, as the servers' own sessions.
    await client.query('set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off');
    const started: ServerProcess[] = [];
    for (let index = 0; index < servers; index += 1) {
      started.push(await ServerProcess.start('parley', { environment }));
    }
    return new Cluster({ postgres, redis }, client, started);
  }

  /** The server that comes after the last one is the first again. */
  url(index: number): string {
    return this.servers[index % this.servers.length]?.url ?? '';
  }

  async spent(): Promise<Spent> {
    const [server, processes, wal] = await Promise.all([
      Promise.all(this.servers.map((one) => one.cpu())),
      allProcesses(),
      this.ask(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn`),
    ]);
    return {
      server: server.reduce((sum, cpu) => sum + cpu, 0),
      postgres: cpuBelow(processes, process.pid, 'postgres'),
      redis: cpuBelow(processes, process.pid, 'redis-server'),
      wal,
    };
  }

  /** Bytes of all servers together, after a garbage collection: resident, and live objects. */
  async memory(): Promise<{ rss: number; live: number }> {
    const figures = await Promise.all(this.servers.map((one) => one.figures()));
    return {
      rss: figures.reduce((sum, { rss }) => sum + rss, 0),
      live: figures.reduce((sum, { live }) => sum + live, 0),
    };
  }

  /** Connections to PostgreSQL that one server holds. */
  async postgresConnections(): Promise<number> {
    const count = await this.ask(`select count(*) from pg_stat_activity where application_name = 'parley'`);
    return count / this.servers.length;
  }

  /** Connections to Redis that one server holds. */
  async redisConnections(): Promise<number> {
    const count = /connected_clients:(\d+)/.exec(String(await this.redis.ask('INFO', 'clients')))?.[1];
    // The one that asks is not theirs.
    return (Number(count) - 1) / this.servers.length;
  }

  /** Bytes of the database's files: tables and indexes. */
  databaseSize(): Promise<number> {
    return this.ask('select pg_database_size(current_database())');
  }

  /** The number that a query answers. */
  async ask(query: string): Promise<number> {
    const [first] = await this.column(query);
    return Number(first);
  }

  /** The first column of what a query answers. */
  async column(query: string): Promise<unknown[]> {
    const { rows } = await this.client.query<unknown[]>({ text: query, rowMode: 'array' });
    return rows.map(([first]) => first);
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((one) => one.stop()));
    await this.client.end();
    await this.postgres.discard();
    await this.redis.discard();
  }
}
