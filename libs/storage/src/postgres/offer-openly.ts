// An offer without a receiver: open while its sender is alone, else for somebody who has none of this sender's yet.
// All that decides where it goes is read at once.
import { refuseReceiver, refuseSender, refusals, routeOpenOffer } from '@parley/call-rules';
import { sql } from 'kysely';
import type { AppendSignal, Committed, SignalAppended } from '../ports/call-store.ts';
import { accepted } from '../sql/accepted.ts';
import type { CommandContext } from '../sql/commands/context.ts';
import { PRESENT } from '../sql/call-rows.ts';
import { dropOpenOffers } from '../sql/open-offers.ts';
import type { Sql } from '../sql/schema.ts';
import type { SeatRow } from '../sql/views.ts';
import { type AppendOutcome, appended } from '../writing/appended.ts';

/** @throws Refusal */
export async function offerOpenly(context: CommandContext, command: AppendSignal): Promise<Committed<SignalAppended>> {
  return appended(command, await placeOf(context, command), context.now);
}

async function placeOf({ db, now }: CommandContext, command: AppendSignal): Promise<AppendOutcome> {
  const { seat, messageId } = command;
  const [sender, earlier, takers] = await Promise.all([
    senderOf(db, seat.seatNumber),
    sentBefore(db, seat.seatNumber, messageId),
    possibleTakers(db, seat.callNumber, seat.seatNumber),
  ]);
  if (!sender) throw refusals.callNotFound();
  if (sender.epoch !== seat.epoch) throw refusals.notJoined();
  if (earlier) return [earlier.seq, earlier.to, earlier.created_at, true];
  const refusal = refuseSender(sender.call_state === 'ended', sender.state === 'left');
  if (refusal) throw refusal;
  const taker = accepted(routeOpenOffer(takers));
  if (taker === 'open') {
    await dropOpenOffers(db, [{ number: seat.seatNumber }]);
    await insert(db, command, now, { receiver: null, seq: null });
    return [null, null, now, false];
  }
  const full = refuseReceiver(false, taker.last_seq - taker.confirmed);
  if (full) throw full;
  const seq = taker.last_seq + 1;
  const raised = db.updateTable('seats').set({ last_seq: seq }).where('number', '=', taker.number);
  await Promise.all([insert(db, command, now, { receiver: taker.number, seq }), raised.execute()]);
  return [seq, taker.id, now, false];
}

/** The signal, and that it is the sender's latest offer without a receiver of this connection. */
async function insert(
  db: Sql,
  { seat, type, messageId, connection, content }: AppendSignal,
  now: number,
  { receiver, seq }: { receiver: number | null; seq: number | null },
): Promise<void> {
  await sql`
    with stored as (
      insert into signals (sender, receiver, seq, type, message_id, connection, body, created_at)
      values (${seat.seatNumber}, ${receiver}, ${seq}, ${type}, ${messageId}, ${connection}, ${JSON.stringify(content)}, ${now})
      returning number
    )
    insert into open_offers (sender, connection, offer, taker, dropped, size)
    select ${seat.seatNumber}::bigint, ${connection}::text, number, ${receiver}::bigint, 0, 1 from stored
    on conflict (sender, connection)
    do update set offer = excluded.offer, taker = excluded.taker, dropped = 0, size = 1`.execute(db);
}

function senderOf(db: Sql, number: number) {
  return db
    .selectFrom('seats')
    .innerJoin('calls', 'calls.number', 'seats.call_number')
    .select(['seats.epoch', 'seats.state', 'calls.state as call_state'])
    .where('seats.number', '=', number)
    .executeTakeFirst();
}

function sentBefore(db: Sql, sender: number, messageId: string) {
  return db
    .selectFrom('signals')
    .leftJoin('seats', 'seats.number', 'signals.receiver')
    .select(['signals.seq', 'seats.id as to', 'signals.created_at'])
    .where('signals.sender', '=', sender)
    .where('signals.message_id', '=', messageId)
    .executeTakeFirst();
}

interface PossibleTaker extends Pick<SeatRow, 'number' | 'id' | 'last_seq' | 'confirmed'> {
  offered: boolean;
}

/** Who else is in the call, in the order of joining, and whether the sender has offered to it since it last came. */
function possibleTakers(db: Sql, callNumber: number, sender: number): Promise<PossibleTaker[]> {
  return db
    .selectFrom('seats')
    .select(['number', 'id', 'last_seq', 'confirmed'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('signals')
            .select('signals.number')
            .whereRef('signals.receiver', '=', 'seats.number')
            .whereRef('signals.seq', '>', 'seats.came_at_seq')
            .where('signals.sender', '=', sender)
            .where('signals.type', '=', 'offer'),
        )
        .$castTo<boolean>()
        .as('offered'),
    )
    .where('call_number', '=', callNumber)
    .where(PRESENT)
    .where('number', '<>', sender)
    .orderBy('number')
    .execute();
}
