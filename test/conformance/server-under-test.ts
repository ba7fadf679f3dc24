// Whom the suite asks: the server at PARLEY_URL, or built ones of its own: one that files share, one for each file that needs
// other settings or an empty database. Knows nothing of how a server is made.
import { jest } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Call, CreatedCall } from '@parley/protocol';
import { Cluster } from '../cluster/cluster.ts';
import { connect, type BareSocket } from '../support/bare-socket.ts';
import { api, type RestApi } from '../support/rest-api.ts';
import { RunningServer, startServer } from '../support/start-server.ts';
import { ask, TestDatabases } from '../../libs/storage/testing/test-databases.ts';
import { OWN_API_KEY, OWN_API_KEYS } from './api-keys.ts';
import { SHARED_URL_OF, type Engine } from './shared-server.ts';

/**
 * The server's URL, if the suite is to ask one that runs already: with `-w 1`, for what is listed must be its own, with
 * PARLEY_API_KEY for the rows that need one, and with the PARLEY_RECONNECT_GRACE that the server has.
 */
export const GIVEN_URL = process.env['PARLEY_URL']?.replace(/\/$/, '');

/** What the servers store in: a Jest project of its own for each. */
const ENGINE = (globalThis as { parleyEngine?: Engine }).parleyEngine ?? 'sqlite';

/** The server that shared-server.setup.ts started. */
const SHARED_URL = process.env[SHARED_URL_OF[ENGINE]];

const databases = new TestDatabases();

/** The database of one server of its own: a file in its own folder, or one in the shared PostgreSQL. */
async function ownDatabase(): Promise<Record<string, string>> {
  return ENGINE === 'sqlite' ? {} : { DATABASE_URL: await databases.create() };
}

/** One of the server's API keys; undefined when a server by URL came without one. */
export const API_KEY = GIVEN_URL === undefined ? OWN_API_KEY : process.env['PARLEY_API_KEY'];

/** For rows that need an API key: they are left out only against a server by URL whose key was not given. */
export const itWithApiKey = API_KEY === undefined ? it.skip : it;

/** For rows about a server's own settings or restart: a server by URL is not ours to set or end. */
export const describeOwnServer = GIVEN_URL === undefined ? describe : describe.skip;

/** A proxy that gives each request to another server: it judges paths itself, and polling has no server to stay with. */
export const TAKES_TURNS = ENGINE === 'cluster';

const SHORT_GRACE_SECONDS = 2;

/** Long, for a machine that is busy with other suites: a row takes some milliseconds. */
const ROW_LIMIT_MS = 20_000;

export class ServerUnderTest {
  private own: RunningServer | Cluster | null = null;
  private database: Record<string, string> = {};
  private readonly sockets: BareSocket[] = [];

  /** @param env settings of a server of its own; undefined shares one */
  constructor(private readonly env?: Record<string, string>) {}

  get url(): string {
    const url = GIVEN_URL ?? this.own?.url ?? SHARED_URL;
    if (url === undefined) throw new Error('The server is asked for before it was started.');
    return url;
  }

  get api(): RestApi {
    return api(this.url);
  }

  /** Seconds after which it loses a seat. */
  get graceSeconds(): number {
    const given =
      GIVEN_URL === undefined ? this.env?.['PARLEY_RECONNECT_GRACE'] : process.env['PARLEY_RECONNECT_GRACE'];
    return Number(given ?? 60);
  }

  /** Our own server's process. @throws Error for a server by URL */
  get process(): RunningServer {
    if (!(this.own instanceof RunningServer)) throw new Error('Only one server of our own can be restarted.');
    return this.own;
  }

  /** All that the server of our own has stored: its files, and the rows of its tables if these are elsewhere. */
  async stored(): Promise<string[]> {
    const entries = await readdir(this.process.dataFolder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((file) => join(file.parentPath, file.name));
    const { DATABASE_URL: url } = this.database;
    const rows = url === undefined ? [] : await rowsOf(url);
    return [...(await Promise.all(files.map((file) => readFile(file, 'latin1')))), ...rows];
  }

  /** A socket that is closed after the test. */
  async connect(options: Parameters<typeof connect>[1] = {}): Promise<BareSocket> {
    const socket = await connect(this.url, options);
    this.sockets.push(socket);
    return socket;
  }

  async createCall(body: object = {}): Promise<CreatedCall> {
    const created = await this.api.post<CreatedCall>('/calls', body);
    if (created.status !== 201) throw new Error(`No call was created: ${JSON.stringify(created.body)}`);
    return created.body;
  }

  async callNow(id: string): Promise<Call> {
    return (await this.api.get<Call>(`/calls/${id}`)).body;
  }

  async start(): Promise<void> {
    if (GIVEN_URL !== undefined || (SHARED_URL !== undefined && !this.env)) return;
    const env = { PARLEY_API_KEYS: OWN_API_KEYS, ...this.env };
    if (ENGINE !== 'cluster') this.database = await ownDatabase();
    this.own = await (ENGINE === 'cluster'
      ? Cluster.start({ env })
      : startServer({ env: { ...this.database, ...env } }));
  }

  closeSockets(): void {
    for (const socket of this.sockets.splice(0)) socket.close();
  }

  async end(): Promise<void> {
    await this.own?.discard();
    await databases.remove();
  }
}

/** Every row of every table, as text; bytes as themselves. */
async function rowsOf(url: string): Promise<string[]> {
  const tables = await ask<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    url,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => ask<{ row: string }>(`select t::text as row from ${name} t`, url)),
  );
  return rows
    .flat()
    .map(({ row }) =>
      row.replaceAll(/\\+x((?:[\da-f]{2})+)/g, (_, bytes: string) => Buffer.from(bytes, 'hex').toString('latin1')),
    );
}

/** The server for the tests of the file (or block) that calls this: shared, or with settings of its own. */
export function serverUnderTest(env?: Record<string, string>): ServerUnderTest {
  const server = new ServerUnderTest(env);
  jest.setTimeout(ROW_LIMIT_MS);
  beforeAll(() => server.start(), 60_000);
  afterEach(() => server.closeSockets());
  afterAll(() => server.end(), 60_000);
  return server;
}

/** As `serverUnderTest`, for rows in which a seat is lost. */
export function serverWithShortGrace(env: Record<string, string> = {}): ServerUnderTest {
  return serverUnderTest({ PARLEY_RECONNECT_GRACE: String(SHORT_GRACE_SECONDS), ...env });
}

/** Milliseconds for a test (or a wait) in which so many graces run out. */
export function patience(graces: number): number {
  const seconds = GIVEN_URL === undefined ? SHORT_GRACE_SECONDS : Number(process.env['PARLEY_RECONNECT_GRACE'] ?? 60);
  return graces * seconds * 1000 + 10_000;
}
