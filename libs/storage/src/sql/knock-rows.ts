// Knocks as rows.
import { refusals } from '@parley/call-rules';
import type { Knock, KnockState } from '@parley/protocol';
import { type Selectable, sql } from 'kysely';
import type { Engine } from '../migrations/migration.ts';
import type { CommittedChange } from '../ports/committed-change.ts';
import type { KnockHandle } from '../ports/knocks.ts';
import type { SecretHash } from '../ports/stored.ts';
import { CLOCK } from './commands/clock.ts';
import { instant } from './instant.ts';
import type { KnockTable, Sql } from './schema.ts';

export type KnockRow = Selectable<KnockTable>;

/** In these very words: a bound value would not tell SQLite that the index of those who wait has all that is asked for. */
export const WAITING = sql<boolean>`knocks.state = 'waiting'`;

export function knockView(row: Pick<KnockRow, 'id' | 'display_name' | 'state' | 'created_at' | 'identity'>): Knock {
  return {
    id: row.id,
    displayName: row.display_name,
    state: row.state,
    createdAt: instant(row.created_at),
    ...(row.identity !== null && { identity: row.identity }),
  };
}

export function knockHandle(callId: string, row: Pick<KnockRow, 'id' | 'number'>): KnockHandle {
  return { callId, knockId: row.id, knockNumber: row.number };
}

export function knockChanged(callId: string, row: KnockRow): CommittedChange {
  return { kind: 'knock-changed', callId, knock: knockView(row) };
}

/** The secret's latest knock at the call. */
export async function latestKnock(db: Sql, callNumber: number, hash: SecretHash): Promise<KnockRow | undefined> {
  return db
    .selectFrom('knocks')
    .selectAll()
    .where('secret_hash', '=', hash)
    .where('call_number', '=', callNumber)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The same, if it was admitted, and as whoever comes: a moderator lets in the person that was shown. */
export async function admittedKnock(
  db: Sql,
  callNumber: number,
  hash: SecretHash,
  identity: string | null,
): Promise<KnockRow | undefined> {
  const latest = await latestKnock(db, callNumber, hash);
  return latest?.state === 'admitted' && latest.identity === identity ? latest : undefined;
}

/** @throws knock-not-found */
export async function knockById(db: Sql, callNumber: number, knockId: string): Promise<KnockRow> {
  const row = await db
    .selectFrom('knocks')
    .selectAll()
    .where('call_number', '=', callNumber)
    .where('id', '=', knockId)
    .executeTakeFirst();
  if (!row) throw refusals.knockNotFound();
  return row;
}

/** Writes what became of a knock. */
export async function saveKnock(db: Sql, engine: Engine, row: KnockRow, state: KnockState): Promise<KnockRow> {
  await db.updateTable('knocks').set({ state, changed_at: CLOCK[engine] }).where('number', '=', row.number).execute();
  return { ...row, state };
}

/** The same for all who wait at a call. */
export async function settleWaiting(
  db: Sql,
  engine: Engine,
  call: { number: number; id: string },
  state: KnockState,
): Promise<CommittedChange[]> {
  const waiting = await db
    .selectFrom('knocks')
    .selectAll()
    .where('call_number', '=', call.number)
    .where(WAITING)
    .orderBy('number')
    .execute();
  const changes: CommittedChange[] = [];
  for (const row of waiting) changes.push(knockChanged(call.id, await saveKnock(db, engine, row, state)));
  return changes;
}
