// What somebody must know who may have missed announcements: where seats stand now, and what became of a call.
import type { LeaveReason } from '@parley/protocol';
import type { CallAccount, SeatAccount, SeatNow } from '../../ports/call-reader.ts';
import { loadCall, versioned } from '../call-rows.ts';
import type { Sql } from '../schema.ts';
import type { SeatNote } from '../seat-notes.ts';
import { type SeatRow, participantView, seatHandle } from '../views.ts';

export async function seatsNow(db: Sql, seatNumbers: readonly number[]): Promise<SeatNow[]> {
  if (seatNumbers.length === 0) return [];
  return db
    .selectFrom('seats')
    .innerJoin('calls', 'calls.number', 'seats.call_number')
    .select([
      'seats.number as seatNumber',
      'calls.id as callId',
      'seats.epoch',
      'seats.last_seq as lastSeq',
      'calls.version as callVersion',
    ])
    .where('seats.number', 'in', seatNumbers)
    .execute();
}

export async function account(db: Sql, callId: string): Promise<CallAccount> {
  const loaded = await loadCall(db, callId);
  const rows = await db
    .selectFrom('seats')
    .selectAll()
    .where('call_number', '=', loaded.row.number)
    .orderBy('number')
    .execute();
  const seats: SeatAccount[] = [];
  for (const row of rows) {
    seats.push({
      seat: seatHandle(callId, row),
      participant: participantView(row),
      tookOffer: row.state === 'left' ? null : await offerTakenBy(db, row),
      leaveReason: row.state === 'left' ? await leaveReason(db, row) : null,
    });
  }
  return { ...versioned(loaded), seats };
}

async function offerTakenBy(db: Sql, { number }: SeatRow): Promise<string | null> {
  const offer = await db
    .selectFrom('open_offers')
    .innerJoin('signals', 'signals.number', 'open_offers.offer')
    .select('message_id')
    .where('taker', '=', number)
    .orderBy('offer', 'desc')
    .limit(1)
    .executeTakeFirst();
  return offer?.message_id ?? null;
}

async function leaveReason(db: Sql, { number, removed }: SeatRow): Promise<LeaveReason> {
  if (removed === 1) return 'removed';
  const note = await db
    .selectFrom('timeline')
    .select('body')
    .where('seat', '=', number)
    .where('kind', '=', 'seat')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { reason }: Partial<SeatNote> = note ? JSON.parse(note.body) : {};
  return reason === 'lost' || reason === 'replaced' ? reason : 'hangup';
}
