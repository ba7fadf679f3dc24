// How many calls there are, counted; whoever asks often keeps the answer for a while.
import type { CallCensus } from '../../ports/call-reader.ts';
import type { Sql } from '../schema.ts';

export async function census(db: Sql): Promise<CallCensus> {
  const rows = await db
    .selectFrom('calls')
    .select((expression) => ['state', expression.fn.countAll().as('calls')])
    .where('state', '<>', 'ended')
    .groupBy('state')
    .execute();
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.calls ?? 0);
  return { waiting: of('waiting'), active: of('active') };
}
