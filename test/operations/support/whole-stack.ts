// docker-compose.yml without Docker: every service from its own configuration, command and secrets, only that ports and folders
// are this machine's.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask } from '../../../libs/storage/testing/test-databases.ts';
import { CADDY, findTool, POSTGRESQL, REDIS } from '../../../scripts/lib/system-tools.ts';
import { PostgresServer } from '../../support/postgres-server.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { type RunningServer, startServer } from '../../support/start-server.ts';
import { RunningCaddy } from './caddy.ts';
import { fileOf, makeSecrets, readStack, runProgram, type Stack } from './stack.ts';

/** Where in containers each service finds the secrets that it is given. */
const SECRETS = '/run/secrets';

export const describeStack = [CADDY, POSTGRESQL, REDIS].every((tool) => findTool(tool)) ? describe : describe.skip;

export class WholeStack {
  private constructor(
    private readonly folder: string,
    private readonly description: Stack,
    readonly postgres: PostgresServer,
    readonly redis: RedisServer,
    readonly servers: readonly RunningServer[],
    readonly caddy: RunningCaddy,
  ) {}

  static async start(): Promise<WholeStack> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-stack-'));
    // PostgreSQL does not run as root, and reads its own file there.
    await chmod(folder, 0o755);
    await makeSecrets(folder);
    const description = await readStack();
    const [postgres, redis] = await Promise.all([startPostgres(folder, description), startRedis(folder)]);
    await replaceIn(join(folder, 'parley/database-url'), '@postgres:5432/', `@127.0.0.1:${postgres.port}/`);
    await replaceIn(join(folder, 'parley/redis-url'), '@redis:6379', `@127.0.0.1:${redis.port}`);
    const servers = await Promise.all(
      ['parley-1', 'parley-2'].map((name) => startServer({ env: environmentOf(folder, description, name) })),
    );
    const caddy = await RunningCaddy.start(servers.map(({ port }) => `127.0.0.1:${port}`));
    return new WholeStack(folder, description, postgres, redis, servers, caddy);
  }

  /** What the healthcheck of a service comes to. @throws Error when it is not healthy */
  async checkHealth(name: 'postgres' | 'redis'): Promise<void> {
    const [kind = '', ...test] = this.description.services[name]?.healthcheck?.test ?? [];
    const words =
      kind === 'CMD-SHELL' ? ['sh', '-c', ...test] : [join(postgresPrograms(), test[0] ?? ''), ...test.slice(1)];
    const [program = '', ...args] = words.map((word) =>
      // A $ that is not Compose's own is written twice.
      word
        .replaceAll('$$', '$')
        .replaceAll(SECRETS, this.folder)
        .replace('redis-cli', `redis-cli -p ${this.redis.port}`),
    );
    await runProgram(program, args, { env: { ...process.env, PGPORT: String(this.postgres.port) } });
  }

  async discard(): Promise<void> {
    await this.caddy.discard();
    for (const server of this.servers) await server.discard();
    await Promise.all([this.postgres.discard(), this.redis.discard()]);
    await rm(this.folder, { recursive: true });
  }
}

const postgresPrograms = (): string => dirname(findTool(POSTGRESQL) ?? '');

/** As the image makes it: with the command's settings, a database for the one user, who needs the password. */
async function startPostgres(folder: string, { services }: Stack): Promise<PostgresServer> {
  const given = (services['postgres']?.command ?? []).filter((word) => word.includes('='));
  const access = join(folder, 'pg_hba.conf');
  // Through the other database the password is set here.
  await writeFile(access, 'host parley parley 127.0.0.1/32 scram-sha-256\nhost postgres parley 127.0.0.1/32 trust\n', {
    mode: 0o644,
  });
  const settings = Object.fromEntries(given.map((setting): [string, string] => halves(setting, '=')));
  const postgres = await PostgresServer.start({ durable: false, settings: { ...settings, hba_file: access } });
  const password = await readFile(join(folder, 'postgres/password'), 'utf8');
  await ask(`alter role parley password '${password}'`, postgres.url);
  await ask('create database parley', postgres.url);
  return postgres;
}

async function startRedis(folder: string): Promise<RedisServer> {
  const configuration = join(folder, 'redis.conf');
  await writeFile(configuration, (await fileOf('deploy/redis/redis.conf')).replaceAll(SECRETS, folder));
  return RedisServer.start(['--include', configuration]);
}

/** The environment of a container, where nothing is set in `.env`. */
function environmentOf(folder: string, { services }: Stack, name: string): Record<string, string> {
  const given = Object.entries(services[name]?.environment ?? {});
  return Object.fromEntries(
    given.map(([setting, value]) => [
      setting,
      String(value)
        .replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
        .replaceAll(SECRETS, folder),
    ]),
  );
}

async function replaceIn(file: string, what: string, by: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!text.includes(what)) throw new Error(`${file} does not name ${what}`);
  await rm(file);
  await writeFile(file, text.replace(what, by));
}

function halves(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + 1)];
}
