// The way out to seats: what was committed is told to the sockets whose seats it concerns.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CommittedChange } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { type MuteRequest, MuteRequests } from '../announcements/mute-requests.ts';
import { callView } from '../calls/call-view.ts';
import { moderates } from '../calls/moderates.ts';
import type { HeldSeat } from './held-seat.ts';
import { HeldSeats } from './held-seats.ts';

/** Changes of a call while a join to it is on its way. */
type Meanwhile = CommittedChange[];

@Injectable()
export class AnnouncerService implements OnModuleDestroy {
  private readonly joining = new Map<string, Set<Meanwhile>>();
  private readonly unsubscribes: (() => void)[];

  constructor(
    private readonly seats: HeldSeats,
    private readonly changes: CommittedChanges,
    muteRequests: MuteRequests,
  ) {
    this.unsubscribes = [
      changes.subscribe((change) => this.announce(change)),
      muteRequests.subscribe((request) => this.askToMute(request)),
    ];
  }

  onModuleDestroy(): void {
    for (const unsubscribe of this.unsubscribes) unsubscribe();
  }

  /**
   * Takes a seat without missing a change: between the commit of a join and the moment its socket is known here, others
   * may commit too. What was committed after that very taking is told to the seat that `take` brings.
   */
  async whileJoining<Taken extends { seat: HeldSeat }>(callId: string, take: () => Promise<Taken>): Promise<Taken> {
    const meanwhile: Meanwhile = [];
    const joins = this.joining.get(callId) ?? new Set();
    this.joining.set(callId, joins.add(meanwhile));
    const joined = this.changes.join(callId);
    try {
      const taken = await take();
      const { seat } = taken;
      this.seats.hold(seat);
      for (const change of meanwhile.slice(meanwhile.findIndex((change) => isTakingOf(seat, change)) + 1)) {
        if (this.seats.heldBy(seat.client) === seat) tell(this.seats, seat, change);
      }
      return taken;
    } finally {
      joins.delete(meanwhile);
      joined();
      if (joins.size === 0) this.joining.delete(callId);
    }
  }

  private askToMute({ participantId, kind, by }: MuteRequest): void {
    this.seats.of(participantId)?.whenOpen((socket) => socket.emit('mute-requested', { kind, by }));
  }

  private announce(change: CommittedChange): void {
    const callId = callIdOf(change);
    for (const meanwhile of this.joining.get(callId) ?? []) meanwhile.push(change);
    if (change.kind === 'signal-appended') this.seats.of(change.to)?.deliver(change.signal);
    else for (const seat of this.seats.in(callId)) tell(this.seats, seat, change);
  }
}

function callIdOf(change: CommittedChange): string {
  if (change.kind === 'call-changed' || change.kind === 'call-ended') return change.call.id;
  return change.kind === 'seat-taken' ? change.seat.callId : change.callId;
}

function isTakingOf({ handle }: HeldSeat, change: CommittedChange): boolean {
  return (
    change.kind === 'seat-taken' &&
    change.seat.participantId === handle.participantId &&
    change.seat.epoch === handle.epoch
  );
}

/** Tells one seat of one change of its call, as far as it concerns it. */
function tell(seats: HeldSeats, seat: HeldSeat, change: CommittedChange): void {
  const self = seat.handle.participantId;
  switch (change.kind) {
    case 'signal-appended':
      if (change.to === self) seat.deliver(change.signal);
      return;
    case 'seat-taken':
      if (change.seat.participantId !== self || change.seat.epoch <= seat.handle.epoch) return;
      seats.release(seat);
      seat.whenOpen(() => seat.client.dismiss('replaced'));
      return;
    case 'participant-left': {
      const { participant, reason } = change;
      if (participant.id !== self) {
        seat.whenOpen((socket) => socket.emit('participant-left', { participant, reason }));
        return;
      }
      seats.release(seat);
      seat.client.hungUp = reason === 'hangup';
      if (reason === 'removed' || reason === 'replaced') seat.whenOpen(() => seat.client.dismiss(reason));
      return;
    }
    case 'participant-joined': {
      const { participant, tookOffer } = change;
      if (participant.id !== self) {
        seat.whenOpen((socket) => socket.emit('participant-joined', { participant, tookOffer }));
      }
      return;
    }
    case 'participant-updated': {
      const { participant, permitted } = change;
      if (participant.id === self) seat.moderates = moderates(participant);
      if (participant.id !== self || permitted)
        seat.whenOpen((socket) => socket.emit('participant-updated', { participant }));
      return;
    }
    case 'knock-changed': {
      const { knock } = change;
      if (seat.moderates) seat.whenOpen((socket) => socket.emit('knock-changed', { knock }));
      return;
    }
    case 'call-changed': {
      const call = callView(change.call, seat.client.base);
      seat.whenOpen((socket) => socket.emit('call-changed', { call }));
      return;
    }
    case 'call-ended': {
      const { reason, by } = change;
      const call = callView(change.call, seat.client.base);
      seats.release(seat);
      seat.client.hungUp = by === self;
      if (by !== self) seat.whenOpen((socket) => socket.emit('call-ended', { call, reason }));
    }
  }
}
