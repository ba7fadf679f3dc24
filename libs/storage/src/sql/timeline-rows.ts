// The timeline's own rows: added once, and bounded. Of each seat the newest stay, of what its holder reported and of what was noted.
import { LIMITS } from '@parley/protocol';
import type { Insertable } from 'kysely';
import type { Sql, TimelineTable } from './schema.ts';

/** So many rows go into one statement: a few sizes, each prepared once. */
const CHUNKS = [32, 8, 2, 1];

/** Answers how many of them had not been told before. */
export async function addRows(db: Sql, rows: readonly Insertable<TimelineTable>[]): Promise<number> {
  let [added, done] = [0, 0];
  while (done < rows.length) {
    const chunk = rows.slice(done, done + (CHUNKS.find((size) => done + size <= rows.length) ?? 1));
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('timeline')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    added += Number(numInsertedOrUpdatedRows);
    done += chunk.length;
  }
  return added;
}

/** Erases what one seat has too many of. Nearly always nothing: the index has all that is looked at. */
export async function keepNewest(db: Sql, seat: number, told: 'reported' | 'noted'): Promise<void> {
  await db
    .deleteFrom('timeline')
    .where('number', 'in', (eb) =>
      eb
        .selectFrom('timeline')
        .select('number')
        .where('seat', '=', seat)
        .where('kind', told === 'noted' ? '=' : '<>', 'seat')
        .orderBy('at', 'desc')
        .limit(Number.MAX_SAFE_INTEGER)
        .offset(LIMITS.timelineEntries),
    )
    .execute();
}
