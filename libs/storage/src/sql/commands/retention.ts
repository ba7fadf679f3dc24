// What time does to calls: those nobody is in expire, those long ended are erased. A little at a time.
import type { Committed } from '../../ports/call-store.ts';
import type { CommittedChange } from '../../ports/committed-change.ts';
import type { SelectQueryBuilder } from 'kysely';
import { eraseRows } from '../erase-rows.ts';
import type { Schema } from '../schema.ts';
import type { CommandContext } from './context.ts';
import { endCall } from './end-call.ts';

/** Where several servers look at the same calls, each takes some that no other has in hand. */
function ofNobodyElse<Row>(query: SelectQueryBuilder<Schema, 'calls', Row>): SelectQueryBuilder<Schema, 'calls', Row> {
  return query.forUpdate().skipLocked();
}

export async function expireCalls(context: CommandContext, before: number, limit: number): Promise<Committed<number>> {
  const idle = await context.db
    .selectFrom('calls')
    .selectAll()
    .where('idle_since', '<', before)
    .orderBy('idle_since')
    .limit(limit)
    .$if(context.engine === 'postgres', ofNobodyElse)
    .execute();
  const changes: CommittedChange[] = [];
  for (const row of idle) {
    const { changes: ended } = await endCall(context, { row, present: [] }, { reason: 'expired', by: null });
    changes.push(...ended);
  }
  return { outcome: idle.length, changes };
}

export async function purgeCalls(
  { db, engine }: CommandContext,
  before: number,
  limit: number,
): Promise<Committed<number>> {
  let erased = 0;
  while (erased < limit) {
    const call = await db
      .selectFrom('calls')
      .select('number')
      .where('ended_at', '<', before)
      .orderBy('ended_at')
      .limit(1)
      .$if(engine === 'postgres', ofNobodyElse)
      .executeTakeFirst();
    if (!call) break;
    erased += await eraseRows(db, call.number, limit - erased);
  }
  return { outcome: erased, changes: [] };
}
