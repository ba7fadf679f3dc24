// Who is heard from: a seat is connected while a socket or a held poll holds it and, over REST, for the grace after each request.
// Owns the timers that turn silence into `reconnecting` and then into `left`.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CallStore, type Committed, type CommittedChange, type SeatHandle } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { Settings } from '../settings/settings.ts';

/** What this server knows of one seat. */
interface WatchedSeat {
  seat: SeatHandle;
  state: 'connected' | 'reconnecting';
  socketOpen: boolean;
  pollsHeld: number;
  timer: NodeJS.Timeout | undefined;
}

@Injectable()
export class PresenceService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(PresenceService.name);
  private readonly calls = new Map<string, Map<string, WatchedSeat>>();
  private readonly unsubscribe: () => void;
  private stopped = false;

  constructor(
    private readonly store: CallStore,
    private readonly changes: CommittedChanges,
    private readonly settings: Settings,
  ) {
    this.unsubscribe = changes.subscribe((change) => this.forgetWhoLeft(change));
  }

  /** The grace of the seats that an earlier run left behind starts now. */
  async onApplicationBootstrap(): Promise<void> {
    const { outcome, changes } = await this.store.orphanSeats();
    for (const seat of outcome) this.awaitReturn(this.watched(seat, 'reconnecting'));
    this.changes.publish(changes);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    this.unsubscribe();
    for (const seats of this.calls.values()) {
      for (const watched of seats.values()) clearTimeout(watched.timer);
    }
    this.calls.clear();
  }

  /** After a join through a socket: connected until `socketClosed`. */
  socketOpened(seat: SeatHandle): void {
    const watched = this.watched(seat, 'connected');
    if (watched.seat.epoch > seat.epoch) return;
    watched.socketOpen = true;
    clearTimeout(watched.timer);
  }

  /** The socket is gone: `reconnecting` now, `left` (lost) after the grace. A socket that was replaced changes nothing. */
  socketClosed(seat: SeatHandle): void {
    const watched = this.calls.get(seat.callId)?.get(seat.participantId);
    if (!watched || watched.seat.epoch !== seat.epoch || !watched.socketOpen) return;
    watched.socketOpen = false;
    if (watched.pollsHeld === 0) void this.reconnecting(watched);
  }

  /** A seat was taken over REST: `connected` already, and for the grace from now on. */
  seatTaken(seat: SeatHandle): void {
    this.awaitRequest(this.watched(seat, 'connected'));
  }

  /** A REST request bore the seat's secret. Resolves when the seat is `connected` for everyone. */
  async requested(seat: SeatHandle): Promise<void> {
    if (this.stopped) return;
    const watched = this.watched(seat, 'reconnecting');
    this.awaitRequest(watched);
    if (watched.state === 'connected') return;
    watched.state = 'connected';
    await this.commit(this.store.setPresence(watched.seat, 'connected'));
  }

  /** A poll is held with the seat's secret: connected until what this returns is called. */
  pollHeld(seat: SeatHandle): () => void {
    void this.requested(seat);
    const watched = this.watched(seat, 'connected');
    watched.pollsHeld += 1;
    clearTimeout(watched.timer);
    return () => {
      watched.pollsHeld -= 1;
      if (this.isWatched(watched)) this.awaitRequest(watched);
    };
  }

  /**
   * The entry of a seat; `state` is assumed of one that is new here.
   * A newer epoch means that it was taken anew, so that no older socket holds it any more.
   */
  private watched(seat: SeatHandle, state: WatchedSeat['state']): WatchedSeat {
    let seats = this.calls.get(seat.callId);
    if (!seats) this.calls.set(seat.callId, (seats = new Map()));
    let watched = seats.get(seat.participantId);
    if (!watched) {
      watched = { seat, state, socketOpen: false, pollsHeld: 0, timer: undefined };
      seats.set(seat.participantId, watched);
    } else if (seat.epoch > watched.seat.epoch) {
      watched.seat = seat;
      watched.state = state;
      watched.socketOpen = false;
    }
    return watched;
  }

  private isWatched(watched: WatchedSeat): boolean {
    return this.calls.get(watched.seat.callId)?.get(watched.seat.participantId) === watched;
  }

  /** Over REST a seat stays connected for the grace after its last request. */
  private awaitRequest(watched: WatchedSeat): void {
    clearTimeout(watched.timer);
    if (watched.socketOpen || watched.pollsHeld > 0) return;
    this.arm(watched, () => this.reconnecting(watched));
  }

  private awaitReturn(watched: WatchedSeat): void {
    this.arm(watched, () => this.lose(watched));
  }

  private arm(watched: WatchedSeat, run: () => Promise<void>): void {
    clearTimeout(watched.timer);
    if (this.stopped) return;
    watched.timer = setTimeout(() => void run(), this.settings.reconnectGraceSeconds * 1000);
  }

  private async reconnecting(watched: WatchedSeat): Promise<void> {
    watched.state = 'reconnecting';
    this.awaitReturn(watched);
    if (!this.stopped) await this.commit(this.store.setPresence(watched.seat, 'reconnecting'));
  }

  private async lose(watched: WatchedSeat): Promise<void> {
    // Should the database be away, the seat is lost one grace later.
    this.awaitReturn(watched);
    const stored = await this.commit(this.store.loseSeat(watched.seat));
    if (stored && watched.state === 'reconnecting' && this.isWatched(watched)) {
      this.forget(watched.seat.callId, watched.seat.participantId);
    }
  }

  private async commit(command: Promise<Committed<void>>): Promise<boolean> {
    try {
      this.changes.publish((await command).changes);
      return true;
    } catch (error) {
      if (!this.stopped) this.log.warn(`A change of presence was not stored: ${String(error)}`);
      return false;
    }
  }

  private forgetWhoLeft(change: CommittedChange): void {
    if (change.kind === 'participant-left') this.forget(change.callId, change.participant.id);
    if (change.kind === 'call-ended') {
      for (const { timer } of this.calls.get(change.call.id)?.values() ?? []) clearTimeout(timer);
      this.calls.delete(change.call.id);
    }
  }

  private forget(callId: string, participantId: string): void {
    const seats = this.calls.get(callId);
    clearTimeout(seats?.get(participantId)?.timer);
    seats?.delete(participantId);
    if (seats?.size === 0) this.calls.delete(callId);
  }
}
