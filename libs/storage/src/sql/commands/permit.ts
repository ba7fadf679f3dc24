// A moderator says what a seat may do: all that its identity may, on whichever seat it comes back.
import { refusals } from '@parley/call-rules';
import type { Participant, Permission } from '@parley/protocol';
import type { Committed } from '../../ports/call-store.ts';
import { loadCall, saveCall, saveOthersOf, saveSeat, versioned } from '../call-rows.ts';
import { permissionBits } from '../permission-bits.ts';
import { participantView } from '../views.ts';
import type { CommandContext } from './context.ts';

export async function permit(
  { db }: CommandContext,
  callId: string,
  participantId: string,
  permissions: readonly Permission[],
): Promise<Committed<Participant>> {
  const { row, present } = await loadCall(db, callId);
  const seat = present.find(({ id }) => id === participantId);
  if (!seat) throw refusals.participantNotFound();
  const bits = permissionBits(permissions);
  if (bits === seat.permissions) return { outcome: participantView(seat), changes: [] };
  const said = { permissions: bits, permitted: 1 } as const;
  const permitted = await saveSeat(db, seat, said);
  await saveOthersOf(db, seat, said);
  const after = present.map((other) => (other === seat ? permitted : other));
  const participant = participantView(permitted);
  return {
    outcome: participant,
    changes: [
      { kind: 'participant-updated', callId, participant, permitted: true },
      {
        kind: 'call-changed',
        ...versioned({ row: await saveCall(db, row, {}), present: after }),
        wasListed: row.listed === 1,
      },
    ],
  };
}
