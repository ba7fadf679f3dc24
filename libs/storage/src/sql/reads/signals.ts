// What was said in a call: one reader's mailbox, or all of it.
import { refusals } from '@parley/call-rules';
import type { MailboxPage, Page, Signal } from '@parley/protocol';
import type { MailboxQuery, SignalQuery } from '../../ports/call-reader.ts';
import type { SeatHandle } from '../../ports/stored.ts';
import { seatByNumber } from '../call-rows.ts';
import { readCursor, writeCursor } from '../cursors.ts';
import { instant } from '../instant.ts';
import { mailboxPage } from '../mailbox-rows.ts';
import type { Sql } from '../schema.ts';
import { signalView } from '../views.ts';
import { callNumber } from './participants.ts';

/** @throws call-not-found when it was erased, invalid-payload when `after` is past the last seq */
export async function mailbox(
  db: Sql,
  { seatNumber }: SeatHandle,
  { after, limit }: MailboxQuery,
): Promise<MailboxPage> {
  const seat = await seatByNumber(db, seatNumber);
  if (!seat) throw refusals.callNotFound();
  if (after !== undefined && after > seat.last_seq) throw refusals.afterPastLast(seat.last_seq);
  return mailboxPage(db, seat, after ?? seat.confirmed, limit);
}

/** The log has no index by call: a page looks through all that the call's seats have sent. */
export async function signals(db: Sql, callId: string, query: SignalQuery): Promise<Page<Signal>> {
  let senders = db
    .selectFrom('seats')
    .select('number')
    .where('call_number', '=', await callNumber(db, callId));
  if (query.from !== undefined) senders = senders.where('id', '=', query.from);
  let matching = kept(db).where('signals.sender', 'in', senders);
  if (query.cursor !== undefined) {
    matching = matching.where('signals.number', '>', readCursor('signals', callId, query.cursor));
  }
  if (query.type !== undefined) matching = matching.where('type', '=', query.type);
  if (query.to !== undefined) matching = matching.where('receiver.id', '=', query.to);
  const rows = await matching
    .orderBy('signals.number')
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(keptView),
    nextCursor: last && rows.length > query.limit ? writeCursor('signals', callId, last.number) : null,
  };
}

export async function sentSignal(db: Sql, { seatNumber }: SeatHandle, messageId: string): Promise<Signal | null> {
  const row = await kept(db)
    .where('signals.sender', '=', seatNumber)
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row ? keptView(row) : null;
}

/** Signals of which more than the messageId is kept. */
function kept(db: Sql) {
  return db
    .selectFrom('signals')
    .innerJoin('seats as sender', 'sender.number', 'signals.sender')
    .leftJoin('seats as receiver', 'receiver.number', 'signals.receiver')
    .select([
      'signals.number',
      'seq',
      'sender.id as from',
      'receiver.id as to',
      'type',
      'message_id',
      'connection',
      'body',
      'created_at',
      'receiver.confirmed',
    ])
    .where('body', 'is not', null)
    .$narrowType<{ body: string }>();
}

type KeptRow = Awaited<ReturnType<ReturnType<typeof kept>['executeTakeFirstOrThrow']>>;

function keptView(row: KeptRow): Signal {
  return signalView({
    seq: row.seq,
    from: row.from,
    to: row.to,
    type: row.type,
    messageId: row.message_id,
    connection: row.connection,
    body: row.body,
    createdAt: instant(row.created_at),
    delivered: row.seq !== null && row.confirmed !== null && row.seq <= row.confirmed,
  });
}
