// Everybody who leaves a call and comes anew leaves a row. What is asked with every joining must not pass all of these: somebody
// could leave a hundred thousand of them in a call, and hold up every other call with each request.
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { presentIn, saveOthersOf } from '../sql/call-rows.ts';
import { wasRemoved } from '../sql/commands/entry.ts';
import { hasParticipant } from '../sql/reads/participants.ts';
import type { Schema, Sql } from '../sql/schema.ts';
import type { SeatRow } from '../sql/views.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';

const SEAT = { number: 1, call_number: 1, identity: 'ada' } as SeatRow;

/** How SQLite finds the seats of the query that is made. */
async function plansOf(ask: (db: Sql) => Promise<unknown>): Promise<string[]> {
  const database = new DatabaseSync(':memory:');
  await bringUpToDate(':memory:', database);
  database.exec(`insert into calls (id, owner_secret_hash, max_participants, metadata, listed, state, version, created_at)
    values ('call', x'', 2, '{}', 1, 'waiting', 1, 0)`);
  const asked: string[] = [];
  const log = ({ query }: { query: { sql: string } }): void => void asked.push(query.sql);
  await ask(new Kysely<Schema>({ dialect: nodeSqliteDialect(database), log }));
  const plans = asked.flatMap((sql) => database.prepare(`explain query plan ${sql}`).all());
  database.close();
  return plans.map(({ detail }) => String(detail)).filter((detail) => detail.includes('seats'));
}

it.each<[string, (db: Sql) => Promise<unknown>, string]>([
  ['who is in a call', (db) => presentIn(db, [1]), 'seats_present (call_number=?)'],
  ['who was removed', (db) => wasRemoved(db, 1, 'ada'), '(call_number=? AND identity=?)'],
  [
    'the other seats of an identity',
    (db) => saveOthersOf(db, SEAT, { removed: 1 }),
    'seats_of_identity (call_number=? AND identity=?)',
  ],
  ['a participant by its id', (db) => hasParticipant(db, 'call', 'ada'), 'seats_of_call (call_number=? AND id=?)'],
])('%s: found by an index, past those who left', async (_, ask, index) => {
  expect(await plansOf(ask)).toEqual([expect.stringContaining(index)]);
});
