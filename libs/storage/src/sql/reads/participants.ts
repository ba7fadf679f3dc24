// Who is and was in a call, and whose a secret is.
import { refusals } from '@parley/call-rules';
import type { Page, Participant } from '@parley/protocol';
import type { CallDoors, PageQuery, SeatSecret, SecretHolder } from '../../ports/call-reader.ts';
import type { SecretHash } from '../../ports/stored.ts';
import { isSameHash } from '../../same-hash.ts';
import { seatBySecret } from '../call-rows.ts';
import { pageOf, readCursor } from '../cursors.ts';
import { latestKnock } from '../knock-rows.ts';
import type { Sql } from '../schema.ts';
import { participantView, seatHandle } from '../views.ts';

/** @throws call-not-found */
export async function callNumber(db: Sql, callId: string): Promise<number> {
  const row = await db.selectFrom('calls').select('number').where('id', '=', callId).executeTakeFirst();
  if (!row) throw refusals.callNotFound();
  return row.number;
}

export async function participants(db: Sql, callId: string, { limit, cursor }: PageQuery): Promise<Page<Participant>> {
  const rows = await db
    .selectFrom('seats')
    .selectAll()
    .where('call_number', '=', await callNumber(db, callId))
    .where('number', '>', cursor === undefined ? 0 : readCursor('participants', callId, cursor))
    .orderBy('number')
    .limit(limit + 1)
    .execute();
  return pageOf('participants', callId, { rows, limit, view: participantView });
}

export async function hasParticipant(db: Sql, callId: string, participantId: string): Promise<boolean> {
  const seat = await db
    .selectFrom('seats')
    .select('number')
    .where('call_number', '=', await callNumber(db, callId))
    .where('id', '=', participantId)
    .executeTakeFirst();
  return seat !== undefined;
}

export async function holderOf(db: Sql, callId: string, secretHash: SecretHash): Promise<SecretHolder> {
  const call = await db
    .selectFrom('calls')
    .select(['number', 'owner_secret_hash'])
    .where('id', '=', callId)
    .executeTakeFirst();
  if (!call) throw refusals.callNotFound();
  if (isSameHash(call.owner_secret_hash, secretHash)) return { role: 'owner' };
  const seat = await seatBySecret(db, call.number, secretHash);
  if (!seat) return { role: 'stranger' };
  return {
    role: 'participant',
    seat: seatHandle(callId, seat),
    participant: participantView(seat),
    removed: seat.removed === 1,
  };
}

export async function doors(db: Sql, callId: string, secretHashes: readonly SecretHash[]): Promise<CallDoors> {
  const call = await db
    .selectFrom('calls')
    .select(['number', 'state', 'owner_secret_hash', 'password_hash', 'locked', 'lobby'])
    .where('id', '=', callId)
    .executeTakeFirst();
  if (!call) throw refusals.callNotFound();
  let known = false;
  for (const hash of secretHashes) {
    known ||= isSameHash(call.owner_secret_hash, hash) || (await isKnown(db, call.number, hash));
  }
  return {
    ended: call.state === 'ended',
    locked: call.locked === 1,
    lobby: call.lobby === 1,
    passwordHash: call.password_hash,
    known,
  };
}

async function isKnown(db: Sql, callNumber: number, hash: SecretHash): Promise<boolean> {
  if (await seatBySecret(db, callNumber, hash)) return true;
  const knock = await latestKnock(db, callNumber, hash);
  return knock?.state === 'waiting' || knock?.state === 'admitted';
}

export async function seatSecret(db: Sql, secretHash: SecretHash): Promise<SeatSecret | null> {
  const seats = await db
    .selectFrom('seats')
    .innerJoin('calls', 'calls.number', 'seats.call_number')
    .select(['seats.id', 'removed', 'calls.state'])
    .where('secret_hash', '=', secretHash)
    .execute();
  if (seats.length === 0) return null;
  const serving = seats.filter(({ removed }) => removed === 0);
  if (serving.length === 0) return { serves: 'removed' };
  const open = serving.find(({ state }) => state !== 'ended');
  return open ? { serves: 'open', participantId: open.id } : { serves: 'ended' };
}
