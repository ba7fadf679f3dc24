// Ends a call: every seat becomes left, what was open is dropped, who waits to be let in is told; the mailboxes stay readable.
import type { EndReason } from '@parley/protocol';
import type { Updateable } from 'kysely';
import type { CommittedChange } from '../../ports/committed-change.ts';
import { type LoadedCall, PRESENT, saveCall, versioned } from '../call-rows.ts';
import { settleWaiting } from '../knock-rows.ts';
import { dropOpenOffers } from '../open-offers.ts';
import type { CallTable } from '../schema.ts';
import type { VersionedCall } from '../../ports/stored.ts';
import type { CommandContext } from './context.ts';

export interface Ending {
  reason: EndReason;
  /** The participant whose hang-up ends it, or null. */
  by: string | null;
  /** What else changes of the call with it. */
  patch?: Updateable<CallTable>;
}

export async function endCall(
  { db, engine, now }: CommandContext,
  { row, present }: LoadedCall,
  { reason, by, patch = {} }: Ending,
): Promise<{ ended: VersionedCall; changes: CommittedChange[] }> {
  await dropOpenOffers(db, present);
  await db
    .updateTable('seats')
    .set({ state: 'left', left_at: now })
    .where('call_number', '=', row.number)
    .where(PRESENT)
    .execute();
  const saved = await saveCall(db, row, {
    ...patch,
    state: 'ended',
    ended_at: now,
    end_reason: reason,
    idle_since: null,
  });
  const gone = row.lobby === 1 ? await settleWaiting(db, engine, row, 'withdrawn') : [];
  const ended = versioned({ row: saved, present: [] });
  return {
    ended,
    changes: [
      { kind: 'call-ended', call: ended.call, reason, by },
      { kind: 'call-changed', ...ended, wasListed: row.listed === 1 },
      ...gone,
    ],
  };
}
