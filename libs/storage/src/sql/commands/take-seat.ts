// Takes a seat: a newcomer's, or one that its secret has here already.
import { type Arrival, decideJoin } from '@parley/call-rules';
import { LIMITS } from '@parley/protocol';
import type { Committed, SeatTaken, TakeSeat } from '../../ports/call-store.ts';
import type { CommittedChange } from '../../ports/committed-change.ts';
import { accepted } from '../accepted.ts';
import { type LoadedCall, addSeat, loadCall, saveCall, saveSeat, seatBySecret, versioned } from '../call-rows.ts';
import { mailboxPage } from '../mailbox-rows.ts';
import { takeOpenOffer } from '../open-offers.ts';
import { ALL_BITS, DEFAULT_BITS, permissionBits } from '../permission-bits.ts';
import { noteSeat, type SeatNote } from '../seat-notes.ts';
import { type SeatRow, participantView, seatHandle } from '../views.ts';
import type { CommandContext } from './context.ts';
import { type Comer, comerOf } from './entry.ts';
import { vacate } from './leave.ts';

export async function takeSeat(context: CommandContext, command: TakeSeat): Promise<Committed<SeatTaken>> {
  const { db } = context;
  const found = await loadCall(db, command.callId);
  const known = await seatBySecret(db, found.row.number, command.secretHash);
  const comer = await comerOf(db, found, command, known);
  const arrival = accepted(
    decideJoin({
      ...comer,
      call: { state: found.row.state, maxParticipants: found.row.max_participants },
      present: found.present.length,
      seat: known && { state: known.state, removed: known.removed === 1, epoch: known.epoch, lastSeq: known.last_seq },
      after: command.after,
    }),
  );

  const changes: CommittedChange[] = [];
  let loaded = found;
  if (arrival.replaces) {
    for (const namesake of comer.namesakes) changes.push(await vacate(context, found, namesake, 'replaced'));
    loaded = { row: found.row, present: found.present.filter((other) => !comer.namesakes.includes(other)) };
  }
  let seat = await seatOf(context, command, loaded, known, comer);
  let tookOffer: string | null = null;
  if (arrival.kind !== 'resumed') {
    const offer = await takeOpenOffer(db, loaded.present, seat);
    if (offer) {
      tookOffer = offer.messageId;
      seat = await saveSeat(db, seat, { last_seq: offer.lastSeq });
    }
  }
  const note = noteOf(arrival, known);
  if (note) await noteSeat(db, seat, context.now, note);
  const { after, seen } = await callWith(context, loaded, known, seat, arrival);
  const page = await mailboxPage(db, seat, command.after ?? seat.confirmed, LIMITS.mailboxPage);

  const handle = seatHandle(command.callId, seat);
  const self = participantView(seat);
  const versionedCall = versioned(after);
  changes.push({ kind: 'seat-taken', seat: handle, door: command.door, ...versionedCall });
  if (seen) {
    changes.push(
      arrival.kind === 'resumed'
        ? { kind: 'participant-updated', callId: command.callId, participant: self }
        : { kind: 'participant-joined', callId: command.callId, participant: self, tookOffer },
      { kind: 'call-changed', ...versionedCall, wasListed: versionedCall.call.listed },
    );
  }
  const outcome = {
    ...versionedCall,
    seat: handle,
    self,
    resumed: known !== undefined,
    mailbox: page.items,
    more: page.more,
    confirmed: seat.confirmed,
    lastSeq: seat.last_seq,
  };
  return { outcome, changes };
}

/** What the timeline is to know of the taking; nothing of a newcomer's, whose row tells it. */
function noteOf({ kind }: Arrival, known: SeatRow | undefined): SeatNote | undefined {
  if (kind === 'newcomer') return undefined;
  if (kind === 'returned') return { state: 'joined', reason: null };
  return { state: known?.state === 'connected' ? 'replaced' : 'back', reason: null };
}

/** The seat's row, taken: connected, under a new epoch, confirmed up to the reader's position. */
async function seatOf(
  { db, now, server }: CommandContext,
  command: TakeSeat,
  { row }: LoadedCall,
  known: SeatRow | undefined,
  { isOwner, permitted, knockedAs }: Comer,
): Promise<SeatRow> {
  const holder = { server, over_rest: command.door === 'rest' ? 1 : 0 } as const;
  if (!known) {
    return addSeat(db, {
      call_number: row.number,
      id: command.participantId,
      secret_hash: command.secretHash,
      display_name: (command.displayName === undefined ? knockedAs : command.displayName) ?? null,
      state: 'connected',
      joined_at: now,
      left_at: null,
      removed: 0,
      epoch: 1,
      last_seq: 0,
      confirmed: 0,
      came_at_seq: 0,
      identity: command.identity,
      permissions: isOwner ? ALL_BITS : (permitted ?? givenBits(command)),
      permitted: permitted === undefined || isOwner ? 0 : 1,
      ...holder,
    });
  }
  return saveSeat(db, known, {
    state: 'connected',
    display_name: command.displayName === undefined ? known.display_name : command.displayName,
    left_at: null,
    epoch: known.epoch + 1,
    confirmed: Math.max(known.confirmed, command.after ?? 0),
    came_at_seq: known.state === 'left' ? known.last_seq : known.came_at_seq,
    permissions: isOwner ? ALL_BITS : known.permissions,
    ...holder,
  });
}

/** What a newcomer's token lets it do. */
function givenBits({ permissions }: TakeSeat): number {
  return permissions ? permissionBits(permissions) : DEFAULT_BITS;
}

/** The call with the seat in it; `seen` says whether anybody but its holder can see a difference. */
async function callWith(
  { db, now }: CommandContext,
  loaded: LoadedCall,
  known: SeatRow | undefined,
  seat: SeatRow,
  arrival: Arrival,
): Promise<{ after: LoadedCall; seen: boolean }> {
  const present = [...loaded.present.filter(({ number }) => number !== seat.number), seat];
  present.sort((one, other) => one.number - other.number);
  const seen =
    known?.state !== 'connected' || known.display_name !== seat.display_name || known.permissions !== seat.permissions;
  if (!seen) return { after: { row: loaded.row, present }, seen };
  const starts = arrival.callState === 'active' && loaded.row.state === 'waiting';
  const row = await saveCall(db, loaded.row, {
    state: arrival.callState,
    started_at: starts ? now : loaded.row.started_at,
    idle_since: null,
  });
  return { after: { row, present }, seen };
}
