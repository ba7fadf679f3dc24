// The three ways to leave: by one's own hang-up, lost past the grace, or removed by someone else.
import { decideHangUp, endedByLeaving, isLost, refusals } from '@parley/call-rules';
import type { LeaveReason } from '@parley/protocol';
import type { Committed } from '../../ports/call-store.ts';
import type { CommittedChange } from '../../ports/committed-change.ts';
import type { SeatHandle } from '../../ports/stored.ts';
import { accepted } from '../accepted.ts';
import {
  type LoadedCall,
  loadCall,
  loadCallByNumber,
  saveCall,
  saveOthersOf,
  saveSeat,
  seatByNumber,
  versioned,
} from '../call-rows.ts';
import { instant } from '../instant.ts';
import { dropOpenOffers } from '../open-offers.ts';
import { noteSeat } from '../seat-notes.ts';
import { type SeatRow, participantView, signalView } from '../views.ts';
import { type CommandContext, serverMessageId } from './context.ts';
import { endCall } from './end-call.ts';

const NOTHING = { outcome: undefined, changes: [] };

export async function hangUp(
  context: CommandContext,
  handle: SeatHandle,
  reason: string | null,
): Promise<Committed<void>> {
  const seat = await seatByNumber(context.db, handle.seatNumber);
  if (accepted(decideHangUp(facts(seat), handle.epoch)) === 'already-left' || !seat) return NOTHING;
  const loaded = await loadCallByNumber(context.db, handle.callNumber);
  const told = await tellOthers(context, loaded, seat, reason);
  return { outcome: undefined, changes: [...told, ...(await leave(context, loaded, seat, 'hangup'))] };
}

export async function loseSeat(context: CommandContext, handle: SeatHandle): Promise<Committed<void>> {
  const seat = await seatByNumber(context.db, handle.seatNumber);
  if (!seat || seat.server !== context.server || !isLost(facts(seat), handle.epoch)) return NOTHING;
  const loaded = await loadCallByNumber(context.db, handle.callNumber);
  return { outcome: undefined, changes: await leave(context, loaded, seat, 'lost') };
}

export async function removeParticipant(
  context: CommandContext,
  callId: string,
  participantId: string,
): Promise<Committed<void>> {
  const loaded = await loadCall(context.db, callId);
  const seat = loaded.present.find(({ id }) => id === participantId);
  if (!seat) throw refusals.participantNotFound();
  const changes = await leave(context, loaded, seat, 'removed');
  await saveOthersOf(context.db, seat, { removed: 1 });
  return { outcome: undefined, changes };
}

function facts(seat: SeatRow | undefined) {
  return seat && { state: seat.state, removed: seat.removed === 1, epoch: seat.epoch };
}

async function leave(
  context: CommandContext,
  loaded: LoadedCall,
  seat: SeatRow,
  reason: LeaveReason,
): Promise<CommittedChange[]> {
  const { db, now } = context;
  const { row } = loaded;
  const others = loaded.present.filter(({ number }) => number !== seat.number);
  const call = { state: row.state, maxParticipants: row.max_participants };
  const endReason = endedByLeaving(call, others.length, reason);
  if (endReason) {
    await noteSeat(db, seat, now, { state: 'left', reason });
    const by = reason === 'hangup' ? seat.id : null;
    return (await endCall(context, loaded, { reason: endReason, by })).changes;
  }
  const left = await vacate(context, loaded, seat, reason);
  const saved = await saveCall(db, row, { idle_since: others.length === 0 ? now : null });
  return [left, { kind: 'call-changed', ...versioned({ row: saved, present: others }), wasListed: row.listed === 1 }];
}

/** Makes a seat of a call that goes on a free one. The call's row is still to be saved. */
export async function vacate(
  { db, now }: CommandContext,
  { row }: LoadedCall,
  seat: SeatRow,
  reason: LeaveReason,
): Promise<CommittedChange> {
  await noteSeat(db, seat, now, { state: 'left', reason });
  await dropOpenOffers(db, [seat]);
  const left = await saveSeat(db, seat, { state: 'left', left_at: now, removed: reason === 'removed' ? 1 : 0 });
  return { kind: 'participant-left', callId: row.id, participant: participantView(left), reason };
}

/** Puts a `hangup` signal into every other mailbox, full or not. */
async function tellOthers(
  { db, now }: CommandContext,
  { row, present }: LoadedCall,
  leaver: SeatRow,
  reason: string | null,
): Promise<CommittedChange[]> {
  const numbers = present.map(({ number }) => number).filter((number) => number !== leaver.number);
  if (numbers.length === 0) return [];
  const mailboxes = await db
    .updateTable('seats')
    .set(({ eb }) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('number', 'in', numbers)
    .returning(['number', 'id', 'last_seq'])
    .execute();
  const body = JSON.stringify(reason);
  const letters = mailboxes.map((mailbox) => ({ mailbox, messageId: serverMessageId() }));
  await db
    .insertInto('signals')
    .values(
      letters.map(({ mailbox, messageId }) => ({
        sender: leaver.number,
        receiver: mailbox.number,
        seq: mailbox.last_seq,
        type: 'hangup' as const,
        message_id: messageId,
        connection: '',
        body,
        created_at: now,
      })),
    )
    .execute();
  return letters.map(({ mailbox, messageId }) => ({
    kind: 'signal-appended',
    callId: row.id,
    to: mailbox.id,
    signal: signalView({
      seq: mailbox.last_seq,
      from: leaver.id,
      to: mailbox.id,
      type: 'hangup',
      messageId,
      connection: '',
      body,
      createdAt: instant(now),
      delivered: false,
    }),
  }));
}
