// Makes a file's tables, or brings them up to date. Whoever calls it holds the file's lock.
import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { migrate } from '../migrations/migrate.ts';
import { APPLICATION_ID, described } from './database-file.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';

/** @throws StorageError */
export async function bringUpToDate(file: string, database: DatabaseSync): Promise<void> {
  const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(database) });
  try {
    await migrate(db, 'sqlite', async (work) => {
      database.exec('begin immediate');
      database.exec(`pragma application_id = ${APPLICATION_ID}`);
      await work();
      database.exec('commit');
    });
  } catch (error) {
    throw described(file, error);
  }
}
