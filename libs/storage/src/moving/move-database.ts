// Moves everything from a SQLite file into an empty PostgreSQL database: in one transaction, so that a move that was broken off
// has moved nothing and can be begun again. The file stays as it was.
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { ClientBase } from 'pg';
import { bringUpToDate as bringPostgresUpToDate, connected } from '../postgres/bring-up-to-date.ts';
import { postgresPlace } from '../postgres/connection-options.ts';
import { bringUpToDate } from '../sqlite/bring-up-to-date.ts';
import { described, inspectFile, lockFile, openForWriting, prepareFile } from '../sqlite/database-file.ts';
import { StorageError } from '../storage-error.ts';

/** All but `migrations`, which each has its own of, and `servers`: whoever runs then is another one. */
export const MOVED_TABLES = ['calls', 'seats', 'signals', 'open_offers', 'timeline', 'knocks', 'api_keys'] as const;
export type MovedTable = (typeof MOVED_TABLES)[number];
/** Rows; of the largest, 64 KiB each, that is as much as 30 MB. */
const BATCH = 500;
const BUSY_TIMEOUT = 2000;

export interface Move {
  /** The SQLite file. */
  path: string;
  /** Of the PostgreSQL database. */
  url: string;
  /** Is told after each batch how many rows of a table are there. */
  progress?: (table: MovedTable, rows: number) => void;
}

/** How many rows each table has. */
export type RowCounts = Record<MovedTable, number>;

/**
 * Answers what was moved, once it is durable and was counted on both sides.
 * @throws StorageError when the file is in use or none of Parley's, or the database cannot be used or has calls already
 */
export async function moveDatabase({ path, url, progress }: Move): Promise<RowCounts> {
  const source = await openSource(path);
  try {
    await bringPostgresUpToDate(url);
    return await connected(url, async (client) => {
      await client.query('begin');
      // Servers that are up already wait meanwhile, and find what was moved.
      await client.query(`lock table ${MOVED_TABLES.join(', ')} in access exclusive mode`);
      await refuseUnlessEmpty(client, url);
      for (const table of MOVED_TABLES) await copy(source.database, client, table, progress);
      const counts = await comparedCounts(source.database, client);
      await goOnCounting(source.database, client);
      await client.query('commit');
      await client.query(`analyze ${MOVED_TABLES.join(', ')}`);
      return counts;
    });
  } finally {
    source.close();
  }
}

/** The file, brought up to date, and locked as a server would. */
async function openSource(path: string): Promise<{ database: DatabaseSync; close: () => void }> {
  const file = prepareFile(path);
  if (!existsSync(file)) throw new StorageError(`${file} is not there: name the SQLite file that is to be moved.`);
  const lock = lockFile(file);
  let database: DatabaseSync | undefined;
  const close = (): void => {
    database?.close();
    lock.close();
  };
  try {
    inspectFile(file);
    database = openForWriting(file, BUSY_TIMEOUT);
    await bringUpToDate(file, database);
    return { database, close };
  } catch (error) {
    close();
    throw described(file, error);
  }
}

async function refuseUnlessEmpty(client: ClientBase, url: string): Promise<void> {
  for (const [table, rows] of Object.entries(await countsIn(client))) {
    if (rows === 0) continue;
    throw new StorageError(
      `The database ${postgresPlace(url)} is not empty (${rows} in ${table}): create another one.`,
    );
  }
}

async function copy(
  source: DatabaseSync,
  client: ClientBase,
  table: MovedTable,
  progress: Move['progress'],
): Promise<void> {
  const columns = source
    .prepare(`pragma table_info(${table})`)
    .all()
    .map((column) => String(column['name']));
  const page = source.prepare(
    `select rowid as place, ${columns.join(', ')} from ${table} where rowid > ? order by rowid limit ${BATCH}`,
  );
  const insert = `
    insert into ${table} (${columns.join(', ')})
    select ${columns.join(', ')} from json_populate_recordset(null::${table}, $1::json)`;
  let moved = 0;
  for (let after = 0; ;) {
    const rows = page.all(after);
    const last = rows.at(-1);
    if (!last) return;
    await client.query(insert, [JSON.stringify(rows, bytesAsHex)]);
    after = Number(last['place']);
    moved += rows.length;
    progress?.(table, moved);
  }
}

/** PostgreSQL's own writing of bytes in text. */
function bytesAsHex(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}

async function comparedCounts(source: DatabaseSync, client: ClientBase): Promise<RowCounts> {
  const counts = await countsIn(client);
  for (const table of MOVED_TABLES) {
    const rows = Number(source.prepare(`select count(*) as rows from ${table}`).get()?.['rows']);
    if (rows === counts[table]) continue;
    throw new StorageError(`Of ${rows} rows of ${table} ${counts[table]} arrived: nothing was moved.`);
  }
  return counts;
}

async function countsIn(client: ClientBase): Promise<RowCounts> {
  const counts = MOVED_TABLES.map((table) => `(select count(*) from ${table})::int as ${table}`);
  const { rows } = await client.query<RowCounts>(`select ${counts.join(', ')}`);
  if (!rows[0]) throw new StorageError('The database does not count its rows.');
  return rows[0];
}

/** Numbers that were given to rows that are gone are not given again: an old handle must not reach a new row. */
async function goOnCounting(source: DatabaseSync, client: ClientBase): Promise<void> {
  for (const table of ['calls', 'seats', 'signals', 'timeline', 'knocks'] as const) {
    const given = source.prepare('select seq from sqlite_sequence where name = ?').get(table)?.['seq'] ?? 0;
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'number'), greatest($1, max(number), 1)) from ${table}`,
      [given],
    );
  }
}
