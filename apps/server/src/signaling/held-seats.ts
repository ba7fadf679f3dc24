// Which seats are held by sockets of this server: by participant, by call, by socket.
import { Inject, Injectable } from '@nestjs/common';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import type { ClientSocket } from './client-socket.ts';
import type { HeldSeat } from './held-seat.ts';
import { RelayRenewals } from './relay-renewals.service.ts';

@Injectable()
export class HeldSeats {
  private readonly byParticipant = new Map<string, HeldSeat>();
  private readonly byClient = new Map<ClientSocket, HeldSeat>();
  private readonly byCall = new Map<string, Set<HeldSeat>>();
  private readonly followed = new Map<HeldSeat, () => void>();

  constructor(
    @Inject(RelayRenewals) private readonly renewals: Pick<RelayRenewals, 'begin' | 'end'>,
    private readonly changes: CommittedChanges,
  ) {}

  get size(): number {
    return this.byClient.size;
  }

  of(participantId: string): HeldSeat | undefined {
    return this.byParticipant.get(participantId);
  }

  /** The seat that a client's socket holds now. */
  heldBy(client: ClientSocket): HeldSeat | undefined {
    return this.byClient.get(client);
  }

  /** A copy: whoever goes through it may release seats on the way. */
  in(callId: string): HeldSeat[] {
    return [...(this.byCall.get(callId) ?? [])];
  }

  /** The ids of the calls that somebody moderates at a socket of this server. */
  moderated(): Set<string> {
    const callIds = new Set<string>();
    for (const { moderates, handle } of this.byClient.values()) if (moderates) callIds.add(handle.callId);
    return callIds;
  }

  /** From now on this socket holds the seat. */
  hold(seat: HeldSeat): void {
    const { callId, participantId } = seat.handle;
    const other = this.byParticipant.get(participantId);
    if (!other || other.handle.epoch < seat.handle.epoch) this.byParticipant.set(participantId, seat);
    const seats = this.byCall.get(callId);
    if (seats) seats.add(seat);
    else this.byCall.set(callId, new Set([seat]));
    this.byClient.set(seat.client, seat);
    this.renewals.begin(seat);
    this.followed.set(seat, this.changes.followSeat(seat));
    seat.client.lastCallId = callId;
    seat.client.hungUp = false;
  }

  /** The socket holds it no more; what became of the seat is not decided here. */
  release(seat: HeldSeat): void {
    seat.stop();
    this.renewals.end(seat);
    this.followed.get(seat)?.();
    this.followed.delete(seat);
    const { callId, participantId } = seat.handle;
    if (this.byParticipant.get(participantId) === seat) this.byParticipant.delete(participantId);
    const seats = this.byCall.get(callId);
    seats?.delete(seat);
    if (seats?.size === 0) this.byCall.delete(callId);
    if (this.byClient.get(seat.client) === seat) this.byClient.delete(seat.client);
  }
}
