// Erases a call's rows, the signals first, so that it can be done a little at a time.
import type { Sql } from './schema.ts';

/** Erases at most `limit` rows of the call, itself last. Answers how many went. */
export async function eraseRows(db: Sql, callNumber: number, limit: number): Promise<number> {
  const seats = db.selectFrom('seats').select('number').where('call_number', '=', callNumber);
  const steps = [
    (most: number) =>
      db
        .deleteFrom('signals')
        .where('number', 'in', (eb) =>
          eb.selectFrom('signals').select('number').where('sender', 'in', seats).limit(most),
        ),
    (most: number) =>
      db
        .deleteFrom('timeline')
        .where('number', 'in', (eb) =>
          eb.selectFrom('timeline').select('number').where('seat', 'in', seats).limit(most),
        ),
    // One a connection of each seat: few, and without a number of their own.
    () => db.deleteFrom('open_offers').where('sender', 'in', seats),
    (most: number) =>
      db
        .deleteFrom('knocks')
        .where('number', 'in', (eb) =>
          eb.selectFrom('knocks').select('number').where('call_number', '=', callNumber).limit(most),
        ),
    (most: number) => db.deleteFrom('seats').where('number', 'in', seats.limit(most)),
    () => db.deleteFrom('calls').where('number', '=', callNumber),
  ];
  let erased = 0;
  for (const step of steps) {
    if (erased >= limit) return erased;
    const { numDeletedRows } = await step(limit - erased).executeTakeFirst();
    erased += Number(numDeletedRows);
  }
  return erased;
}
