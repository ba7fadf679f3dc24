// Adds what a participant reports to the call's timeline.
import { decideReport, refusals } from '@parley/call-rules';
import type { Committed, ReportTimeline } from '../../ports/call-store.ts';
import { accepted } from '../accepted.ts';
import { seatByNumber } from '../call-rows.ts';
import type { Sql } from '../schema.ts';
import { addRows, keepNewest } from '../timeline-rows.ts';
import type { SeatRow } from '../views.ts';
import type { CommandContext } from './context.ts';

export async function reportTimeline(
  { db, now }: CommandContext,
  { seat: { seatNumber }, sentAt, entries }: ReportTimeline,
): Promise<Committed<number>> {
  const seat = await seatByNumber(db, seatNumber);
  if (!seat) throw refusals.callNotFound();
  const peers = new Set(entries.flatMap((entry) => ('peer' in entry && entry.peer !== null ? [entry.peer] : [])));
  accepted(decideReport({ removed: seat.removed === 1, own: seat.id, peers, known: await knownOf(db, seat, peers) }));
  const told = Date.parse(sentAt);
  const stored = await addRows(
    db,
    entries.map(({ at, kind, ...fact }) => ({
      seat: seat.number,
      // Nothing happens after it was told. That nothing does before the seat was taken, its reader sees to: only the
      // reporter's own times stay the same when they are told again.
      at: Math.min(Date.parse(at), told),
      skew: now - told,
      kind,
      body: JSON.stringify(fact),
    })),
  );
  await keepNewest(db, seat.number, 'reported');
  return { outcome: stored, changes: [] };
}

async function knownOf(db: Sql, seat: SeatRow, ids: ReadonlySet<string>): Promise<Set<string>> {
  if (ids.size === 0) return new Set();
  const rows = await db
    .selectFrom('seats')
    .select('id')
    .where('call_number', '=', seat.call_number)
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map(({ id }) => id));
}
