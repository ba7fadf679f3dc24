// New TURN credentials for whoever holds a seat, long before the old ones run out.
import { Injectable } from '@nestjs/common';
import { IceServersService } from '../ice-servers/ice-servers.service.ts';
import { Settings } from '../settings/settings.ts';
import type { HeldSeat } from './held-seat.ts';

/**
 * Of their time, at the earliest. Thrice, with the spread, is well within it: the side that leaves the restart to the other makes
 * one itself when nothing came of that by its third renewal, and a client that is away just then has time to come back.
 */
const EARLIEST = 0.2;
/**
 * Of their time; those who joined together after a restart shall not all begin to renegotiate at once. No two waits of one are
 * shorter than one of another, with time for what that one then does.
 */
const SPREAD = 0.05;

@Injectable()
export class RelayRenewals {
  private readonly timers = new Map<HeldSeat, NodeJS.Timeout>();
  private readonly ttl: number | null;

  constructor(
    private readonly iceServers: IceServersService,
    settings: Settings,
  ) {
    this.ttl = settings.turn && settings.turn.ttlSeconds * 1000;
  }

  /** From now on, for as long as it is held. */
  begin(seat: HeldSeat): void {
    if (this.ttl === null) return;
    const wait = this.ttl * (EARLIEST + SPREAD * Math.random());
    this.timers.set(
      seat,
      setTimeout(() => this.renew(seat), wait),
    );
  }

  end(seat: HeldSeat): void {
    clearTimeout(this.timers.get(seat));
    this.timers.delete(seat);
  }

  private renew(seat: HeldSeat): void {
    const servers = this.iceServers.iceServers(seat.handle.participantId);
    seat.whenOpen((socket) => socket.emit('ice-servers', servers));
    this.begin(seat);
  }
}
