// A mailbox as rows: a page of it, past the reader's position, of bounded length in signals and in characters.
import type { MailboxPage } from '@parley/protocol';
import { instant } from './instant.ts';
import type { Sql } from './schema.ts';
import { type SeatRow, signalView } from './views.ts';

/** Past so many characters of SDP and candidates a page ends: it is held in memory for as long as its reader takes. */
const PAGE_CHARACTERS = 1024 * 1024;
/** Rows read at once: of the largest, 64 KiB each, no more than a few pages' worth. */
const ROWS_AT_ONCE = 64;

type MailboxRow = Awaited<ReturnType<typeof rowsPast>>[number];

export async function mailboxPage(db: Sql, seat: SeatRow, after: number, limit: number): Promise<MailboxPage> {
  if (after >= seat.last_seq) return { items: [], more: false };
  const page: MailboxRow[] = [];
  let characters = 0;
  let last = after;
  while (last < seat.last_seq && page.length < limit && characters < PAGE_CHARACTERS) {
    const rows = await rowsPast(db, seat, last, Math.min(limit - page.length, ROWS_AT_ONCE));
    for (const row of rows) {
      if (characters >= PAGE_CHARACTERS) break;
      page.push(row);
      characters += row.body.length;
    }
    last = rows.length > 0 ? (page.at(-1)?.seq ?? last) : seat.last_seq;
  }
  const items = page.map((row) =>
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
  return { items, more: last < seat.last_seq };
}

function rowsPast(db: Sql, seat: SeatRow, after: number, limit: number) {
  return db
    .selectFrom('signals')
    .innerJoin('seats', 'seats.number', 'signals.sender')
    .select(['seq', 'seats.id as from', 'type', 'message_id', 'connection', 'body', 'created_at'])
    .where('receiver', '=', seat.number)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .$narrowType<{ seq: number; body: string }>()
    .execute();
}
