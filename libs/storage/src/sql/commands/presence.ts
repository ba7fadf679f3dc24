// Whether a seat's holder is heard from.
import { changesPresence } from '@parley/call-rules';
import type { Committed } from '../../ports/call-store.ts';
import type { SeatHandle } from '../../ports/stored.ts';
import { loadCallByNumber, saveCall, saveSeat } from '../call-rows.ts';
import { noteRestart, noteSeat } from '../seat-notes.ts';
import { callView, participantView, seatHandle } from '../views.ts';
import type { CommandContext } from './context.ts';

export async function setPresence(
  { db, now }: CommandContext,
  handle: SeatHandle,
  state: 'connected' | 'reconnecting',
): Promise<Committed<void>> {
  const { row, present } = await loadCallByNumber(db, handle.callNumber);
  const seat = present.find(({ number }) => number === handle.seatNumber);
  if (!seat || !changesPresence({ ...seat, removed: false }, handle.epoch, state)) {
    return { outcome: undefined, changes: [] };
  }
  const changed = await saveSeat(db, seat, { state });
  await noteSeat(db, seat, now, { state: state === 'connected' ? 'back' : 'gone', reason: null });
  const saved = await saveCall(db, row, {});
  const call = callView(
    saved,
    present.map((other) => (other === seat ? changed : other)),
  );
  return {
    outcome: undefined,
    changes: [
      { kind: 'participant-updated', callId: row.id, participant: participantView(changed) },
      { kind: 'call-changed', call, wasListed: call.listed },
    ],
  };
}

/** Announces nothing: it is a server's first command, and nobody listens yet. */
export async function orphanSeats({ db, now }: CommandContext): Promise<Committed<SeatHandle[]>> {
  await noteRestart(db, now);
  await db
    .updateTable('calls')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('number', 'in', (eb) => eb.selectFrom('seats').select('call_number').where('state', '=', 'connected'))
    .execute();
  await db.updateTable('seats').set({ state: 'reconnecting' }).where('state', '=', 'connected').execute();
  const rows = await db
    .selectFrom('seats')
    .innerJoin('calls', 'calls.number', 'seats.call_number')
    .select(['calls.id as call_id', 'seats.id', 'seats.call_number', 'seats.number', 'seats.epoch'])
    .where('seats.state', '<>', 'left')
    .execute();
  return { outcome: rows.map((row) => seatHandle(row.call_id, row)), changes: [] };
}
