// API keys made, listed and revoked in a SQLite file, beside the server that has it in use: the lock keeps a second server
// out, not a second writer, and WAL has the two wait for each other for the time of one commit.
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { ApiKeyRegister } from '../ports/api-keys.ts';
import { apiKeyRegister } from '../sql/api-keys.ts';
import type { Schema } from '../sql/schema.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { described, inspectFile, lockFile, openForReading, openForWriting, prepareFile } from './database-file.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';

/** Milliseconds: as long as a server's longest batch on a slow disk. */
const BUSY_TIMEOUT = 10_000;

/** @throws StorageError when the file is torn, another program's, or in use by a server that knows no API keys yet */
export async function administerSqliteApiKeys<Result>(
  path: string,
  work: (register: ApiKeyRegister) => Promise<Result>,
): Promise<Result> {
  const file = prepareFile(path);
  inspectFile(file);
  if (!hasApiKeys(file)) await makeTables(file);
  const database = openForWriting(file, BUSY_TIMEOUT);
  try {
    return await work(apiKeyRegister(new Kysely<Schema>({ dialect: nodeSqliteDialect(database) })));
  } catch (error) {
    throw described(file, error);
  } finally {
    database.close();
  }
}

function hasApiKeys(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = openForReading(file, BUSY_TIMEOUT);
  try {
    return database.prepare("select 1 from sqlite_schema where name = 'api_keys'").get() !== undefined;
  } finally {
    database.close();
  }
}

/** Alone, as a server's start makes them. */
async function makeTables(file: string): Promise<void> {
  const lock = lockFile(file);
  let database: DatabaseSync | undefined;
  try {
    database = openForWriting(file, BUSY_TIMEOUT);
    await bringUpToDate(file, database);
  } finally {
    database?.close();
    lock.close();
  }
}
