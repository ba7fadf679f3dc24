// What happened in a call, put together of four sources: the call, its seats, the signals, and what was told of the seats.
// Each gives at most a page past the place where the last one ended.
import { refusals } from '@parley/call-rules';
import type { CallState, EndReason, Page, SignalFact, TimelineEntry } from '@parley/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { PageQuery } from '../../ports/call-reader.ts';
import { readPlace, writeCursor } from '../cursors.ts';
import { instant } from '../instant.ts';
import type { Sql } from '../schema.ts';
import type { CallRow } from '../views.ts';

/** Where an entry stands: by time, then by what it is, then in the order of storing. */
interface Place {
  at: number;
  rank: number;
  number: number;
}

interface Found extends Place {
  entry: Distributed<TimelineEntry>;
}

type Distributed<Entry> = Entry extends unknown ? Omit<Entry, 'at'> : never;

/** In one millisecond: someone joins, the call becomes active, a hang-up is sent, its sender leaves, the call ends. */
const RANK = { created: 0, joined: 1, started: 2, signal: 3, told: 4, leftAtEnd: 5, ended: 6 } as const;

/**
 * A report that took longer than this (ms) to arrive than the quickest of its seat did not: the reporter's clock was set
 * meanwhile. Browsers are told to give up sooner.
 */
const LONGEST_DELAY = 30_000;

export async function timeline(db: Sql, callId: string, { limit, cursor }: PageQuery): Promise<Page<TimelineEntry>> {
  const call = await db.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirst();
  if (!call) throw refusals.callNotFound();
  const after = placeOf(callId, cursor);
  const found = [
    ...ofCall(call).filter((entry) => compare(entry, after) > 0),
    ...(await joined(db, call, after, limit)),
    ...(await leftAtEnd(db, call, after, limit)),
    ...(await signals(db, call, after, limit)),
    ...(await told(db, call, after, limit)),
  ].toSorted(compare);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ at, entry }) => Object.assign({ at: instant(at) }, entry)),
    nextCursor: last && found.length > limit ? writeCursor('timeline', callId, last.at, last.rank, last.number) : null,
  };
}

function placeOf(callId: string, cursor: string | undefined): Place {
  const [at = 0, rank = 0, number = -1] = cursor === undefined ? [] : readPlace('timeline', callId, cursor, 3);
  return { at, rank, number };
}

const compare = (one: Place, other: Place): number =>
  one.at - other.at || one.rank - other.rank || one.number - other.number;

function ofCall({ created_at, started_at, ended_at, end_reason }: CallRow): Found[] {
  const fact = (at: number | null, rank: number, state: CallState, reason: EndReason | null): Found[] =>
    at === null ? [] : [{ at, rank, number: 0, entry: { kind: 'call', state, reason } }];
  return [
    ...fact(created_at, RANK.created, 'waiting', null),
    ...fact(started_at, RANK.started, 'active', null),
    ...fact(ended_at, RANK.ended, 'ended', end_reason),
  ];
}

async function joined(db: Sql, call: CallRow, after: Place, limit: number): Promise<Found[]> {
  const rows = await pageOf<{ id: string }>(
    db,
    sql`select number, joined_at as at, id from seats where call_number = ${call.number}`,
    after,
    RANK.joined,
    limit,
  );
  return rows.map(({ id, ...place }) =>
    Object.assign(place, { entry: { kind: 'seat', participant: id, state: 'joined', reason: null } as const }),
  );
}

/** Whom the call's end made leave, but for those of whom it was noted why. */
async function leftAtEnd(db: Sql, call: CallRow, after: Place, limit: number): Promise<Found[]> {
  const rows = await pageOf<{ id: string }>(
    db,
    sql`
      select number, left_at as at, id from seats
      where call_number = ${call.number} and left_at = ${call.ended_at} and not exists (
        select 1 from timeline t where t.seat = seats.number and t.at = seats.left_at and t.kind = 'seat')`,
    after,
    RANK.leftAtEnd,
    limit,
  );
  return rows.map(({ id, ...place }) =>
    Object.assign(place, { entry: { kind: 'seat', participant: id, state: 'left', reason: 'ended' } as const }),
  );
}

type SignalRow = Omit<SignalFact, 'kind' | 'delivered'> & { confirmed: number | null };

async function signals(db: Sql, call: CallRow, after: Place, limit: number): Promise<Found[]> {
  const rows = await pageOf<SignalRow>(
    db,
    sql`
      select m.number, m.created_at as at, s.id as participant, r.id as peer, m.type, m.connection,
        octet_length(m.body) as size, m.seq, r.confirmed
      from seats s join signals m on m.sender = s.number left join seats r on r.number = m.receiver
      where s.call_number = ${call.number}`,
    after,
    RANK.signal,
    limit,
  );
  return rows.map(({ at, rank, number, confirmed, seq, ...fact }) => ({
    at,
    rank,
    number,
    entry: { kind: 'signal', ...fact, seq, delivered: seq !== null && confirmed !== null && seq <= confirmed },
  }));
}

interface ToldRow {
  participant: string;
  kind: TimelineEntry['kind'];
  body: string;
}

/**
 * By the server's clock: the quickest report of a seat shows best how far its holder's clock is away from it.
 * Whatever a clock says, nothing happened before the seat was taken.
 */
async function told(db: Sql, call: CallRow, after: Place, limit: number): Promise<Found[]> {
  const rows = await pageOf<ToldRow>(
    db,
    sql`
      select number, participant, kind, body, case when told_at < joined_at then joined_at else told_at end as at from (
        select t.number, s.id as participant, s.joined_at, t.kind, t.body, t.at + case
          when t.skew is null then 0
          when t.skew - best.skew <= ${LONGEST_DELAY} then best.skew
          else t.skew end as told_at
        from seats s join timeline t on t.seat = s.number left join (
          select seat, min(skew) as skew from timeline
          where seat in (select number from seats where call_number = ${call.number}) group by seat
        ) as best on best.seat = s.number
        where s.call_number = ${call.number}
      ) as every`,
    after,
    RANK.told,
    limit,
  );
  return rows.map(({ kind, participant, body, ...place }) =>
    Object.assign(place, { entry: Object.assign({ kind, participant }, JSON.parse(body)) }),
  );
}

/** At most a page of what `source` has past a place, and one more, which tells that there is another. */
async function pageOf<Row>(
  db: Sql,
  source: RawBuilder<unknown>,
  after: Place,
  rank: number,
  limit: number,
): Promise<(Row & Place)[]> {
  const sameTime = rank === after.rank ? sql`number > ${after.number}` : sql`${rank > after.rank ? 1 : 0} = 1`;
  const { rows } = await sql<Row & Place>`
    select * from (${source}) as found
    where at > ${after.at} or (at = ${after.at} and ${sameTime})
    order by at, number limit ${limit + 1}`.execute(db);
  return rows.map((row) => Object.assign(row, { rank }));
}
