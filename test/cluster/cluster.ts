// Three servers on one PostgreSQL and one Redis behind nginx, each with lines of its own to both, so that any of it can be
// ended, cut or started again under them.
import { Nginx } from '../support/nginx.ts';
import { PostgresServer } from '../support/postgres-server.ts';
import { RedisServer } from '../support/redis-server.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { TcpGate } from '../support/tcp-gate.ts';

/** A Redis to use in the place of one of the test's own, which the tests then do not end. */
const NAMED_REDIS = process.env['TEST_REDIS_URL'];

export interface ClusterOptions {
  /** Settings of every server beside those that make it one of three. */
  env?: Record<string, string>;
  balance?: 'ip_hash' | 'round-robin';
  servers?: number;
  /** Whether the servers have a Redis; by default they do. */
  redis?: boolean;
  /**
   * Whether PostgreSQL waits for the disk at every commit, as one in service does; by default it does not. On a disk that others
   * keep busy a commit may take longer than a command may: whoever then is told `unavailable` has to try again.
   */
  durable?: boolean;
}

/** One server and its lines. */
export class Member {
  constructor(
    readonly server: RunningServer,
    readonly toDatabase: TcpGate,
    readonly toRedis: TcpGate | null,
  ) {}

  /** It reaches nobody any more; its clients reach it. */
  cut(): void {
    this.toDatabase.cut();
    this.toRedis?.cut();
  }

  mend(): void {
    this.toDatabase.mend();
    this.toRedis?.mend();
  }
}

export class Cluster {
  private constructor(
    readonly postgres: PostgresServer,
    /** Null when there is none, or it is not ours to end. */
    readonly redis: RedisServer | null,
    readonly redisUrl: string | null,
    readonly members: readonly Member[],
    readonly nginx: Nginx,
  ) {}

  static async start({
    env = {},
    balance = 'round-robin',
    servers = 3,
    redis = true,
    durable = false,
  }: ClusterOptions = {}): Promise<Cluster> {
    const [postgres, own] = await Promise.all([
      PostgresServer.start({ durable }),
      redis && NAMED_REDIS === undefined ? RedisServer.start() : null,
    ]);
    const url = redis ? (own?.url ?? NAMED_REDIS ?? null) : null;
    const members = await Promise.all(Array.from({ length: servers }, () => member(postgres, url, env)));
    const nginx = await Nginx.start({ ports: members.map(({ server }) => server.port), balance });
    return new Cluster(postgres, own, url, members, nginx);
  }

  /** Where clients come to. */
  get url(): string {
    return this.nginx.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** What every server printed. */
  get output(): string {
    return this.members.map(({ server }, index) => `--- server ${index}\n${server.output.slice(-2000)}`).join('\n');
  }

  /** One of the servers, by a number of any size. */
  member(index: number): Member {
    const found = this.members[index % this.members.length];
    if (!found) throw new Error('A cluster without servers.');
    return found;
  }

  async discard(): Promise<void> {
    await this.nginx.discard();
    await Promise.all(
      this.members.map(async ({ server, toDatabase, toRedis }) => {
        await server.discard();
        await Promise.all([toDatabase.close(), toRedis?.close()]);
      }),
    );
    await Promise.all([this.postgres.discard(), this.redis?.discard()]);
  }
}

async function member(postgres: PostgresServer, redisUrl: string | null, env: Record<string, string>): Promise<Member> {
  const toDatabase = await TcpGate.to(postgres.port);
  const redis = redisUrl === null ? null : new URL(redisUrl);
  const toRedis = redis && (await TcpGate.to(Number(redis.port || 6379), redis.hostname));
  if (redis && toRedis) redis.host = `127.0.0.1:${toRedis.port}`;
  const database = new URL(postgres.url);
  database.port = String(toDatabase.port);
  const server = await startServer({
    env: {
      DATABASE_URL: database.href,
      ...(redis && { REDIS_URL: redis.href }),
      PARLEY_TRUST_PROXY: '1',
      ...env,
    },
  });
  return new Member(server, toDatabase, toRedis);
}
