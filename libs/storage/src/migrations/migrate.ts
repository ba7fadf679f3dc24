// Brings a database's tables up to date. Whoever calls it holds the lock: nobody else migrates meanwhile.
import { type Kysely, sql } from 'kysely';
import { MIGRATIONS } from './index.ts';
import type { Engine } from './migration.ts';

interface MigrationTable {
  migrations: { name: string; applied_at: number };
}

/** Thrown when the database was last used by a Parley that is newer than this one. */
export class NewerSchema extends Error {
  constructor(name: string) {
    super(`it was made by a newer Parley (it has ${name})`);
  }
}

/**
 * Runs what has not run yet, each step through `inTransaction`, and records it.
 * @throws NewerSchema
 */
export async function migrate(
  db: Kysely<unknown>,
  engine: Engine,
  inTransaction: (work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await sql`create table if not exists migrations (name text primary key, applied_at bigint not null)`.execute(db);
  const table = db as Kysely<MigrationTable>;
  const applied = new Set((await table.selectFrom('migrations').select('name').execute()).map(({ name }) => name));
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  for (const name of applied) if (!known.has(name)) throw new NewerSchema(name);
  for (const { name, up } of MIGRATIONS) {
    if (applied.has(name)) continue;
    await inTransaction(async () => {
      await up(db, engine);
      await table.insertInto('migrations').values({ name, applied_at: Date.now() }).execute();
    });
  }
}
