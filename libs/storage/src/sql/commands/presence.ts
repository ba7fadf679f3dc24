// Whether a seat's holder is heard from, and which server watches over that.
import { decidePresence } from '@parley/call-rules';
import type { Committed } from '../../ports/call-store.ts';
import type { Door, SeatHandle } from '../../ports/stored.ts';
import { loadCallByNumber, saveCall, saveSeat, versioned } from '../call-rows.ts';
import { noteSeat } from '../seat-notes.ts';
import { participantView } from '../views.ts';
import type { CommandContext } from './context.ts';

export async function setPresence(
  { db, now, server }: CommandContext,
  handle: SeatHandle,
  state: 'connected' | 'reconnecting',
  door: Door = 'socket',
): Promise<Committed<boolean>> {
  const { row, present } = await loadCallByNumber(db, handle.callNumber);
  const seat = present.find(({ number }) => number === handle.seatNumber);
  const overRest = door === 'rest';
  const decision = decidePresence(
    seat && { state: seat.state, epoch: seat.epoch, own: seat.server === server, overRest: seat.over_rest === 1 },
    { epoch: handle.epoch, state, overRest },
  );
  if (!seat || decision === 'foreign') return { outcome: false, changes: [] };
  if (decision === 'nothing') return { outcome: true, changes: [] };

  const changed = await saveSeat(db, seat, { state, server, over_rest: overRest ? 1 : 0 });
  const after = present.map((other) => (other === seat ? changed : other));
  if (decision === 'moves') {
    return {
      outcome: true,
      changes: [{ kind: 'seat-taken', seat: handle, door, ...versioned({ row, present: after }) }],
    };
  }
  await noteSeat(db, seat, now, { state: state === 'connected' ? 'back' : 'gone', reason: null });
  const { call, version } = versioned({ row: await saveCall(db, row, {}), present: after });
  return {
    outcome: true,
    changes: [
      { kind: 'participant-updated', callId: row.id, participant: participantView(changed) },
      { kind: 'call-changed', call, version, wasListed: call.listed },
    ],
  };
}
