// Looks whether the database can be used, and brings its tables up to date: one server at a time, however many start at once.
import { Kysely } from 'kysely';
import { Client } from 'pg';
import { migrate, NewerSchema } from '../migrations/migrate.ts';
import { StorageError } from '../storage-error.ts';
import { clientDialect } from './client-dialect.ts';
import { connectionOptions, postgresPlace } from './connection-options.ts';
import { TYPES } from './pool.ts';
import { sqlState } from './postgres-errors.ts';

/** "PRLY": the key of the lock that migrations are run under, in each database. */
export const MIGRATION_LOCK = 0x50524c59;
const OLDEST_VERSION = 150_000;
const CONNECT_LIMIT = 10_000;

/** @throws StorageError */
export async function bringUpToDate(url: string): Promise<void> {
  await connected(url, async (client) => {
    await inspect(client, url);
    // It goes with its connection.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const db = new Kysely<unknown>({ dialect: clientDialect(client) });
    await migrate(db, 'postgres', async (work) => {
      await client.query('begin');
      await work();
      await client.query('commit');
    });
  });
}

/** What a person wants to know of a database that can be used. */
export interface PostgresLook {
  place: string;
  version: string;
  /** Of one round trip, in milliseconds. */
  milliseconds: number;
}

/** Connects and looks, and changes nothing. @throws StorageError */
export async function lookAtPostgres(url: string): Promise<PostgresLook> {
  return connected(url, async (client) => {
    await inspect(client, url);
    const asked = performance.now();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    const milliseconds = performance.now() - asked;
    return { place: postgresPlace(url), version: rows[0]?.server_version ?? 'unknown', milliseconds };
  });
}

export async function connected<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ ...connectionOptions(url), types: TYPES, connectionTimeoutMillis: CONNECT_LIMIT });
  // What breaks a connection is told by the query that it breaks.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw described(url, error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function inspect(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string; standby: boolean }>(`
    select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as standby`);
  const [found] = rows;
  if (!found || Number(found.version) < OLDEST_VERSION) {
    throw new StorageError(`The database ${postgresPlace(url)} is older than PostgreSQL 15: upgrade it.`);
  }
  if (found.encoding !== 'UTF8') {
    throw new StorageError(
      `The database ${postgresPlace(url)} is encoded in ${found.encoding}: make one with encoding 'UTF8'.`,
    );
  }
  if (found.standby)
    throw new StorageError(`The database ${postgresPlace(url)} is a standby that takes no writes: name the primary.`);
}

/** In one line for whoever starts the server. */
export function described(url: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const place = `The database ${postgresPlace(url)}`;
  const reason = reasonOf(error);
  if (error instanceof NewerSchema) return new StorageError(`${place} cannot be used: ${reason}.`, { cause: error });
  switch (sqlState(error)) {
    case '28P01':
    case '28000':
      return new StorageError(`${place} does not let this user in (${reason}): check DATABASE_URL.`, { cause: error });
    case '3D000':
      return new StorageError(`${place} does not exist: create it (createdb), with encoding UTF8.`, { cause: error });
    case '42501':
      return new StorageError(`${place} does not let this user make tables (${reason}): make it the owner.`, {
        cause: error,
      });
    default:
      return new StorageError(`${place} cannot be opened (${reason}).`, { cause: error });
  }
}

/** A name that stands for several addresses fails with an error for each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(reasonOf).join(', ');
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll('\n', ' ');
}
