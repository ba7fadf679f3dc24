// Calls as readers see them, one or a page.
import type { CallState, Page } from '@parley/protocol';
import { sql } from 'kysely';
import type { CallQuery } from '../../ports/call-reader.ts';
import type { StoredCall, VersionedCall } from '../../ports/stored.ts';
import { loadCall, presentIn, versioned } from '../call-rows.ts';
import { readCursor, writeCursor } from '../cursors.ts';
import type { Sql } from '../schema.ts';
import { type CallRow, type SeatRow, callView } from '../views.ts';

export async function call(db: Sql, callId: string): Promise<VersionedCall> {
  return versioned(await loadCall(db, callId));
}

export async function calls(db: Sql, { state, listedOnly, limit, cursor }: CallQuery): Promise<Page<StoredCall>> {
  let query = newest(db, limit + 1);
  if (cursor !== undefined) query = query.where('number', '<', readCursor('calls', '', cursor));
  if (listedOnly) query = query.where(isOpen(state) ? LISTED_UNINDEXED : LISTED);
  if (state) query = inState(query, state);
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await withParticipants(db, page),
    nextCursor: last && rows.length > limit ? writeCursor('calls', '', last.number) : null,
  };
}

export async function openCalls(db: Sql, limit: number): Promise<VersionedCall[]> {
  const rows = await newest(db, limit).where('state', '<>', 'ended').where(LISTED_UNINDEXED).execute();
  const calls = await withParticipants(db, rows);
  return rows.flatMap(({ version }, index) => {
    const call = calls[index];
    return call ? [{ call, version }] : [];
  });
}

/** In these very words: a bound value would not tell SQLite that the index of listed calls has all that is asked for. */
const LISTED = sql<boolean>`listed = 1`;
/** Of the two indexes that fit, that of the open calls is the one to use: there are few of them. */
const LISTED_UNINDEXED = sql<boolean>`+listed = 1`;

const isOpen = (state: CallState | undefined): boolean => state !== undefined && state !== 'ended';

function newest(db: Sql, limit: number) {
  return db.selectFrom('calls').selectAll().orderBy('number', 'desc').limit(limit);
}

/** The index of open calls is used only if the query says itself that the call has not ended. */
function inState(query: ReturnType<typeof newest>, state: CallState) {
  const matching = query.where('state', '=', state);
  return state === 'ended' ? matching : matching.where('state', '<>', 'ended');
}

async function withParticipants(db: Sql, rows: readonly CallRow[]): Promise<StoredCall[]> {
  const open = rows.filter(({ state }) => state !== 'ended').map(({ number }) => number);
  const seats = Map.groupBy(await presentIn(db, open), (seat: SeatRow) => seat.call_number);
  return rows.map((row) => callView(row, seats.get(row.number) ?? []));
}
