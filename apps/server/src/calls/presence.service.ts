// Who is heard from: a seat is connected while a socket or a held poll holds it and, over REST, for the grace after each request.
// Owns the timers that turn silence into `reconnecting` and then into `left`.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Participant } from '@parley/protocol';
import { CallStore, type Committed, type CommittedChange, type Door, type SeatHandle } from '@parley/storage';
import { CommittedChanges, type Origin } from '../announcements/committed-changes.ts';
import { Settings } from '../settings/settings.ts';

/** What this server knows of one seat. */
interface WatchedSeat {
  seat: SeatHandle;
  state: 'connected' | 'reconnecting';
  socketOpen: boolean;
  pollsHeld: number;
  timer: NodeJS.Timeout | undefined;
  /** Ends hearing of its call from other servers; undefined while nothing depends on that. */
  unfollow: (() => void) | undefined;
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
    this.unsubscribe = changes.subscribe((change, origin) => this.hear(change, origin));
  }

  /** The grace of the seats that an earlier run left behind starts now. */
  async onApplicationBootstrap(): Promise<void> {
    const { outcome, changes } = await this.store.orphanSeats();
    this.takeOver(outcome);
    this.changes.publish(changes);
  }

  /** Another server left these seats behind, and nobody has been heard from since: their grace starts now, here. */
  takeOver(seats: readonly SeatHandle[]): void {
    for (const seat of seats) {
      const watched = this.watched(seat, 'reconnecting');
      if (watched.state === 'reconnecting') this.awaitReturn(watched);
    }
  }

  /** Others took this server for dead and may have taken over its seats: it says again of whom it hears. */
  async speakUp(): Promise<void> {
    const said: Promise<void>[] = [];
    for (const seats of this.calls.values()) {
      for (const watched of seats.values()) if (watched.state === 'connected') said.push(this.connected(watched));
    }
    await Promise.all(said);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    this.unsubscribe();
    for (const seats of this.calls.values()) {
      for (const watched of seats.values()) drop(watched);
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
    const watched = this.watched(seat, 'connected');
    this.follow(watched);
    this.awaitRequest(watched);
  }

  /** A REST request bore the seat's secret. Resolves when the seat is `connected` for everyone. */
  async requested(seat: SeatHandle): Promise<void> {
    if (this.stopped) return;
    const watched = this.watched(seat, 'reconnecting');
    this.follow(watched);
    this.awaitRequest(watched);
    if (watched.state === 'connected') return;
    watched.state = 'connected';
    await this.connected(watched);
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
      watched = { seat, state, socketOpen: false, pollsHeld: 0, timer: undefined, unfollow: undefined };
      seats.set(seat.participantId, watched);
    } else if (seat.epoch > watched.seat.epoch) {
      watched.seat = seat;
      watched.state = state;
      watched.socketOpen = false;
    }
    return watched;
  }

  /** Over REST any server may hear from it next: whoever does says so. */
  private follow(watched: WatchedSeat): void {
    watched.unfollow ??= this.changes.follow(watched.seat.callId);
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
    if (!this.stopped) await this.say(watched, 'reconnecting', 'socket');
  }

  private connected(watched: WatchedSeat): Promise<void> {
    return this.say(watched, 'connected', watched.socketOpen ? 'socket' : 'rest');
  }

  /** Where another server's word counts there is nothing to watch here. */
  private async say(watched: WatchedSeat, state: WatchedSeat['state'], door: Door): Promise<void> {
    const { seat } = watched;
    const stored = await this.commit(this.store.setPresence(seat, state, door));
    if (stored?.outcome === false && watched.seat === seat && this.isWatched(watched)) this.forget(seat);
  }

  private async lose(watched: WatchedSeat): Promise<void> {
    // Should the database be away, the seat is lost one grace later.
    this.awaitReturn(watched);
    const stored = await this.commit(this.store.loseSeat(watched.seat));
    if (stored && watched.state === 'reconnecting' && this.isWatched(watched)) {
      this.forget(watched.seat);
    }
  }

  private async commit<Outcome>(command: Promise<Committed<Outcome>>): Promise<Committed<Outcome> | undefined> {
    try {
      const committed = await command;
      this.changes.publish(committed.changes);
      return committed;
    } catch (error) {
      if (!this.stopped) this.log.warn(`A change of presence was not stored: ${String(error)}`);
      return undefined;
    }
  }

  private hear(change: CommittedChange, origin: Origin): void {
    switch (change.kind) {
      case 'participant-left':
        return this.forget({ callId: change.callId, participantId: change.participant.id });
      case 'call-ended':
        for (const watched of this.calls.get(change.call.id)?.values() ?? []) drop(watched);
        this.calls.delete(change.call.id);
        return;
      case 'seat-taken':
        if (origin === 'elsewhere') this.leaveToOthers(change.seat);
        return;
      case 'participant-updated':
        if (origin === 'elsewhere') this.contradict(change.callId, change.participant);
        return;
      default:
    }
  }

  /** Another server hears from its holder now. */
  private leaveToOthers(seat: SeatHandle): void {
    const watched = this.calls.get(seat.callId)?.get(seat.participantId);
    if (!watched || watched.seat.epoch > seat.epoch) return;
    const isHeld = watched.seat.epoch === seat.epoch && (watched.socketOpen || watched.pollsHeld > 0);
    if (!isHeld) this.forget(seat);
  }

  /** Another server has not heard from its holder: this one has. */
  private contradict(callId: string, { id, state }: Participant): void {
    const watched = this.calls.get(callId)?.get(id);
    if (watched?.state === 'connected' && state === 'reconnecting' && !this.stopped) void this.connected(watched);
  }

  private forget({ callId, participantId }: Pick<SeatHandle, 'callId' | 'participantId'>): void {
    const seats = this.calls.get(callId);
    const watched = seats?.get(participantId);
    if (!seats || !watched) return;
    drop(watched);
    seats.delete(participantId);
    if (seats.size === 0) this.calls.delete(callId);
  }
}

function drop({ timer, unfollow }: WatchedSeat): void {
  clearTimeout(timer);
  unfollow?.();
}
