// What the server itself notes of a seat for the timeline, in the transaction of the change. The first joining and what the
// call's end did are not noted: the seats' and the call's own rows tell them.
import type { SeatFact } from '@parley/protocol';
import type { SelectQueryBuilder } from 'kysely';
import type { Schema, Sql } from './schema.ts';
import { addRows, keepNewest } from './timeline-rows.ts';
import type { SeatRow } from './views.ts';

export type SeatNote = Pick<SeatFact, 'state' | 'reason'>;

export async function noteSeat(db: Sql, seat: Pick<SeatRow, 'number'>, at: number, note: SeatNote): Promise<void> {
  await addRows(db, [{ seat: seat.number, at, skew: null, kind: 'seat', body: noteBody(note) }]);
  await keepNewest(db, seat.number, 'noted');
}

/** After a start: nobody is heard of whose server is none of the living. */
export async function noteRestart(
  db: Sql,
  at: number,
  living: SelectQueryBuilder<Schema, 'servers', { number: number }>,
): Promise<void> {
  const body = noteBody({ state: 'gone', reason: 'restart' });
  await db
    .insertInto('timeline')
    .columns(['seat', 'at', 'skew', 'kind', 'body'])
    .expression((eb) =>
      eb
        .selectFrom('seats')
        .select((columns) => [
          'number',
          columns.val(at).as('at'),
          columns.val<number | null>(null).as('skew'),
          columns.val('seat' as const).as('kind'),
          columns.val(body).as('body'),
        ])
        .where('state', '=', 'connected')
        .where('server', 'not in', living),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function noteBody({ state, reason }: SeatNote): string {
  return JSON.stringify({ state, reason });
}
