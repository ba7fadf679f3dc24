// Seats whose server is no more: another one takes them over, as `reconnecting`.
import { sql } from 'kysely';
import type { Committed } from '../../ports/call-store.ts';
import type { CommittedChange } from '../../ports/committed-change.ts';
import type { SeatHandle } from '../../ports/stored.ts';
import { loadCallByNumber, lockCall, saveCall, versioned } from '../call-rows.ts';
import { noteRestart, noteSeat } from '../seat-notes.ts';
import { type SeatRow, participantView, seatHandle } from '../views.ts';
import { CLOCK } from './clock.ts';
import type { CommandContext } from './context.ts';

/** How long the row of a dead server is kept: somebody whose clock stood still may yet take a seat in its name. */
const KEEP_DEAD_MS = 60_000;

/** Announces nothing: it is a server's first command, and nobody listens yet. */
export async function orphanSeats({ db, engine, now, server }: CommandContext): Promise<Committed<SeatHandle[]>> {
  const living = db.selectFrom('servers').select('number').where('expires_at', '>', CLOCK[engine]);
  await noteRestart(db, now, living);
  await db
    .updateTable('calls')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('number', 'in', (eb) =>
      eb
        .selectFrom('seats')
        .select('call_number')
        .where('state', '=', 'connected')
        .where('seats.server', 'not in', living),
    )
    .execute();
  await db
    .updateTable('seats')
    .set({ state: 'reconnecting', server })
    .where('state', '<>', 'left')
    .where('server', 'not in', living)
    .execute();
  const rows = await db
    .selectFrom('seats')
    .innerJoin('calls', 'calls.number', 'seats.call_number')
    .select(['calls.id as call_id', 'seats.id', 'seats.call_number', 'seats.number', 'seats.epoch'])
    .where('seats.state', '<>', 'left')
    .where('seats.server', '=', server)
    .orderBy('seats.number')
    .execute();
  return { outcome: rows.map((row) => seatHandle(row.call_id, row)), changes: [] };
}

/** Takes over the seats, in at most `limit` calls, of servers whose lease has run out. */
export async function adoptSeats(context: CommandContext, limit: number): Promise<Committed<SeatHandle[]>> {
  const { db, engine } = context;
  const clock = CLOCK[engine];
  const dead = await db.selectFrom('servers').select('number').where('expires_at', '<=', clock).execute();
  if (dead.length === 0) return { outcome: [], changes: [] };
  const numbers = new Set(dead.map(({ number }) => number));
  const calls = await db
    .selectFrom('seats')
    .select('call_number')
    .distinct()
    .where('server', 'in', [...numbers])
    .where('state', '<>', 'left')
    .orderBy('call_number')
    .limit(limit)
    .execute();
  const outcome: SeatHandle[] = [];
  const changes: CommittedChange[] = [];
  for (const { call_number } of calls) {
    const adopted = await adoptIn(context, call_number, numbers);
    outcome.push(...adopted.outcome);
    changes.push(...adopted.changes);
  }
  if (calls.length === 0) {
    await db
      .deleteFrom('servers')
      .where('expires_at', '<', sql<number>`${clock} - ${KEEP_DEAD_MS}`)
      .execute();
  }
  return { outcome, changes };
}

async function adoptIn(
  { db, engine, now, server }: CommandContext,
  callNumber: number,
  dead: ReadonlySet<number>,
): Promise<Committed<SeatHandle[]>> {
  if (engine === 'postgres' && !(await lockCall(db, callNumber))) return { outcome: [], changes: [] };
  const { row, present } = await loadCallByNumber(db, callNumber);
  // Only what is theirs still, now that the call is ours to change.
  const theirs = present.filter((seat) => dead.has(seat.server));
  if (theirs.length === 0) return { outcome: [], changes: [] };
  await db
    .updateTable('seats')
    .set({ state: 'reconnecting', server })
    .where(
      'number',
      'in',
      theirs.map(({ number }) => number),
    )
    .execute();
  const adopted = (seat: SeatRow): SeatRow =>
    theirs.includes(seat) ? { ...seat, state: 'reconnecting', server } : seat;
  const outcome = theirs.map((seat) => seatHandle(row.id, seat));
  const gone = theirs.filter(({ state }) => state === 'connected');
  if (gone.length === 0) return { outcome, changes: [] };
  for (const seat of gone) await noteSeat(db, seat, now, { state: 'gone', reason: 'restart' });
  const { call, version } = versioned({ row: await saveCall(db, row, {}), present: present.map(adopted) });
  return {
    outcome,
    changes: [
      ...gone.map((seat) => ({
        kind: 'participant-updated' as const,
        callId: row.id,
        participant: participantView(adopted(seat)),
      })),
      { kind: 'call-changed', call, version, wasListed: call.listed },
    ],
  };
}
