// Leases: who is alive among the servers of one database. By the database's clock alone, so that no two clocks are compared.
import { sql } from 'kysely';
import type { Committed, Lease } from '../../ports/call-store.ts';
import { CLOCK } from './clock.ts';
import type { CommandContext } from './context.ts';

export async function renewLease(
  { db, engine, server }: CommandContext,
  name: string,
  ms: number,
): Promise<Committed<Lease>> {
  const clock = CLOCK[engine];
  const until = sql<number>`${clock} + ${ms}`;
  const renewed = await db
    .updateTable('servers')
    .set({ expires_at: until })
    .where('number', '=', server)
    .where('expires_at', '>', clock)
    .executeTakeFirst();
  const lapsed = renewed.numUpdatedRows === 0n;
  if (lapsed) await begin({ db, server, name, until });
  const { others } = await db
    .selectFrom('servers')
    .select(({ fn }) => fn.countAll<number>().as('others'))
    .where('number', '<>', server)
    .where('expires_at', '>', clock)
    .executeTakeFirstOrThrow();
  return { outcome: { lapsed, others }, changes: [] };
}

export async function yieldLease({ db, engine, server }: CommandContext, ms: number): Promise<Committed<void>> {
  const soon = sql<number>`${CLOCK[engine]} + ${ms}`;
  await db
    .updateTable('servers')
    .set({ expires_at: soon })
    .where('number', '=', server)
    .where('expires_at', '>', soon)
    .execute();
  return { outcome: undefined, changes: [] };
}

async function begin({
  db,
  server,
  name,
  until,
}: Pick<CommandContext, 'db' | 'server'> & { name: string; until: ReturnType<typeof sql<number>> }): Promise<void> {
  const back = await db
    .updateTable('servers')
    .set({ expires_at: until })
    .where('number', '=', server)
    .executeTakeFirst();
  if (back.numUpdatedRows > 0n) return;
  // Two do not run in one place: whoever had the name before is dead, however long its lease would last.
  await db.updateTable('servers').set({ expires_at: 0 }).where('name', '=', name).execute();
  await db.insertInto('servers').values({ number: server, name, expires_at: until }).execute();
}
