// Open offers as rows: taken by a newcomer, or dropped with their candidates.
import { sql } from 'kysely';
import type { Sql } from './schema.ts';
import type { SeatRow } from './views.ts';

export interface TakenOffer {
  /** The offer's messageId. */
  messageId: string;
  /** The mailbox's last `seq`, now that the offer and its candidates stand in it. */
  lastSeq: number;
}

/**
 * Puts the open offer of one of `senders`, if there is one, into the newcomer's mailbox, its candidates behind it.
 * There is one at most: an offer is open only while its sender is alone.
 */
export async function takeOpenOffer(
  db: Sql,
  senders: readonly SeatRow[],
  newcomer: SeatRow,
): Promise<TakenOffer | undefined> {
  if (senders.length === 0) return undefined;
  const numbers = senders.map(({ number }) => number);
  const offer = await db
    .selectFrom('open_offers')
    .innerJoin('signals', 'signals.number', 'open_offers.offer')
    .select(['open_offers.sender', 'open_offers.connection', 'open_offers.size', 'signals.message_id'])
    .where('open_offers.sender', 'in', numbers)
    .where('taker', 'is', null)
    .where('dropped', '=', 0)
    .executeTakeFirst();
  if (!offer) return undefined;
  await sql`
    update signals set receiver = ${newcomer.number}, seq = ${newcomer.last_seq} + waiting.rank
    from (
      select number, row_number() over (order by number) as rank
      from signals where sender = ${offer.sender} and receiver is null and body is not null
    ) as waiting
    where waiting.number = signals.number`.execute(db);
  await db
    .updateTable('open_offers')
    .set({ taker: newcomer.number })
    .where('sender', '=', offer.sender)
    .where('connection', '=', offer.connection)
    .execute();
  return { messageId: offer.message_id, lastSeq: newcomer.last_seq + offer.size };
}

/** Drops what these senders have open: their words go, their messageIds stay known. */
export async function dropOpenOffers(db: Sql, senders: readonly Pick<SeatRow, 'number'>[]): Promise<void> {
  if (senders.length === 0) return;
  const numbers = senders.map(({ number }) => number);
  const { numUpdatedRows } = await db
    .updateTable('open_offers')
    .set({ dropped: 1 })
    .where('sender', 'in', numbers)
    .where('taker', 'is', null)
    .where('dropped', '=', 0)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await db
    .updateTable('signals')
    .set({ body: null })
    .where('sender', 'in', numbers)
    .where('receiver', 'is', null)
    .where('body', 'is not', null)
    .execute();
}
