// Calls and their seats as rows: loaded before a rule decides, saved after it did.
import { refusals } from '@parley/call-rules';
import { type Insertable, sql, type Updateable } from 'kysely';
import type { SecretHash, VersionedCall } from '../ports/stored.ts';
import type { CallTable, SeatTable, Sql } from './schema.ts';
import { type CallRow, type SeatRow, callView } from './views.ts';

/** In these very words: a bound value would not tell the database that the index of those who are present has all of them. */
export const PRESENT = sql<boolean>`seats.state <> 'left'`;

/** A call with its seats that have not left, in the order of joining. */
export interface LoadedCall {
  row: CallRow;
  present: SeatRow[];
}

/** @throws call-not-found */
export async function loadCall(db: Sql, callId: string): Promise<LoadedCall> {
  const row = await db.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirst();
  return withPresent(db, row);
}

/** @throws call-not-found */
export async function loadCallByNumber(db: Sql, callNumber: number): Promise<LoadedCall> {
  const row = await db.selectFrom('calls').selectAll().where('number', '=', callNumber).executeTakeFirst();
  return withPresent(db, row);
}

/** Makes the call this transaction's alone to change, where there are several. Answers whether it is there. */
export async function lockCall(db: Sql, callNumber: number): Promise<boolean> {
  const query = db.selectFrom('calls').select('number').where('number', '=', callNumber).forNoKeyUpdate();
  return (await query.executeTakeFirst()) !== undefined;
}

async function withPresent(db: Sql, row: CallRow | undefined): Promise<LoadedCall> {
  if (!row) throw refusals.callNotFound();
  return { row, present: await presentIn(db, [row.number]) };
}

/** The seats of these calls that have not left, in the order of joining. */
export async function presentIn(db: Sql, callNumbers: readonly number[]): Promise<SeatRow[]> {
  if (callNumbers.length === 0) return [];
  return db
    .selectFrom('seats')
    .selectAll()
    .where('call_number', 'in', callNumbers)
    .where(PRESENT)
    .orderBy('number')
    .execute();
}

export async function seatByNumber(db: Sql, number: number): Promise<SeatRow | undefined> {
  return db.selectFrom('seats').selectAll().where('number', '=', number).executeTakeFirst();
}

export async function seatBySecret(db: Sql, callNumber: number, hash: SecretHash): Promise<SeatRow | undefined> {
  return db
    .selectFrom('seats')
    .selectAll()
    .where('secret_hash', '=', hash)
    .where('call_number', '=', callNumber)
    .executeTakeFirst();
}

/** Writes a change of a call, which raises its version. A change of its seats alone has an empty patch. */
export async function saveCall(db: Sql, row: CallRow, patch: Updateable<CallTable>): Promise<CallRow> {
  const change = { ...patch, version: row.version + 1 };
  await db.updateTable('calls').set(change).where('number', '=', row.number).execute();
  return Object.assign({}, row, change);
}

export async function addSeat(db: Sql, seat: Insertable<SeatTable>): Promise<SeatRow> {
  return db.insertInto('seats').values(seat).returningAll().executeTakeFirstOrThrow();
}

export async function saveSeat(db: Sql, seat: SeatRow, change: Updateable<SeatTable>): Promise<SeatRow> {
  await db.updateTable('seats').set(change).where('number', '=', seat.number).execute();
  return Object.assign({}, seat, change);
}

/** Writes the same of all other seats of its identity in the call: those that somebody has who had them before this one. */
export async function saveOthersOf(db: Sql, seat: SeatRow, change: Updateable<SeatTable>): Promise<void> {
  if (seat.identity === null) return;
  await db
    .updateTable('seats')
    .set(change)
    .where('call_number', '=', seat.call_number)
    .where('identity', '=', seat.identity)
    .where('number', '<>', seat.number)
    .execute();
}

export function versioned({ row, present }: LoadedCall): VersionedCall {
  return { call: callView(row, present), version: row.version };
}
