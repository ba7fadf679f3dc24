// A mailbox as rows: a page of it, past the reader's position.
import type { MailboxPage } from '@parley/protocol';
import { instant } from './instant.ts';
import type { Sql } from './schema.ts';
import { type SeatRow, signalView } from './views.ts';

export async function mailboxPage(db: Sql, seat: SeatRow, after: number, limit: number): Promise<MailboxPage> {
  if (after >= seat.last_seq) return { items: [], more: false };
  const rows = await db
    .selectFrom('signals')
    .innerJoin('seats', 'seats.number', 'signals.sender')
    .select(['seq', 'seats.id as from', 'type', 'message_id', 'connection', 'body', 'created_at'])
    .where('receiver', '=', seat.number)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit + 1)
    .$narrowType<{ seq: number; body: string }>()
    .execute();
  const items = rows.slice(0, limit).map((row) =>
    signalView({
      seq: row.seq,
      from: row.from,
      to: seat.id,
      type: row.type,
      messageId: row.message_id,
      connection: row.connection,
      body: row.body,
      createdAt: instant(row.created_at),
      delivered: row.seq <= seat.confirmed,
    }),
  );
  return { items, more: rows.length > limit };
}
