// Who asks to be let in, as moderators, knockers and the servers that watch over them see it.
import type { Knock, Page } from '@parley/protocol';
import { sql } from 'kysely';
import type { Engine } from '../../migrations/migration.ts';
import type { PageQuery } from '../../ports/call-reader.ts';
import type { KnockHandle, KnockInCall, KnockNews, KnockSeen } from '../../ports/knocks.ts';
import type { SecretHash } from '../../ports/stored.ts';
import { isSameHash } from '../../same-hash.ts';
import { CLOCK } from '../commands/clock.ts';
import { pageOf, readCursor } from '../cursors.ts';
import { knockById, knockHandle, knockView, WAITING } from '../knock-rows.ts';
import type { Sql } from '../schema.ts';
import { callNumber } from './participants.ts';

export async function knocks(db: Sql, callId: string, { limit, cursor }: PageQuery): Promise<Page<Knock>> {
  const rows = await db
    .selectFrom('knocks')
    .selectAll()
    .where('call_number', '=', await callNumber(db, callId))
    .where(WAITING)
    .where('number', '>', cursor === undefined ? 0 : readCursor('knocks', callId, cursor))
    .orderBy('number')
    .limit(limit + 1)
    .execute();
  return pageOf('knocks', callId, { rows, limit, view: knockView });
}

export async function knock(
  db: Sql,
  callId: string,
  knockId: string,
  secretHash: SecretHash | null,
): Promise<KnockSeen> {
  const row = await knockById(db, await callNumber(db, callId), knockId);
  const own = secretHash !== null && isSameHash(row.secret_hash, secretHash);
  return { handle: knockHandle(callId, row), knock: knockView(row), own };
}

export async function knocksNow(db: Sql, knockNumbers: readonly number[]): Promise<KnockInCall[]> {
  if (knockNumbers.length === 0) return [];
  const rows = await withCallIds(db).where('knocks.number', 'in', knockNumbers).execute();
  return rows.map((row) => ({ callId: row.call_id, knock: knockView(row) }));
}

export async function knockNews(
  db: Sql,
  callIds: readonly string[],
  since: number,
  engine: Engine,
): Promise<KnockNews> {
  const asOf = Number((await sql<{ now: number }>`select ${CLOCK[engine]} as now`.execute(db)).rows[0]?.now);
  if (callIds.length === 0) return { changed: [], asOf };
  const rows = await withCallIds(db)
    .where('calls.id', 'in', callIds)
    .where('knocks.changed_at', '>=', since)
    .orderBy('knocks.number')
    .execute();
  return { changed: rows.map((row) => ({ callId: row.call_id, knock: knockView(row) })), asOf };
}

export async function silentKnocks(db: Sql, ms: number, limit: number, engine: Engine): Promise<KnockHandle[]> {
  const rows = await withCallIds(db)
    .where(WAITING)
    .where('heard_at', '<', sql<number>`${CLOCK[engine]} - ${ms}`)
    .orderBy('knocks.number')
    .limit(limit)
    .execute();
  return rows.map((row) => knockHandle(row.call_id, row));
}

function withCallIds(db: Sql) {
  return db
    .selectFrom('knocks')
    .innerJoin('calls', 'calls.number', 'knocks.call_number')
    .selectAll('knocks')
    .select('calls.id as call_id');
}
