// This server's life as the database knows it: its lease, renewed while it lives; and the seats of those whose lease ran out.
// No server leads: whichever sees a dead one first takes its seats over, a few calls at a time.
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import { CallStore } from '@parley/storage';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { ServerStanding } from '../announcements/server-standing.ts';
import { PresenceService } from '../calls/presence.service.ts';
import { Settings } from '../settings/settings.ts';
import { Bus } from '../redis/bus.ts';
import { ALIVE_CHANNEL } from './channels.ts';
import { ClusterTimes } from './cluster-times.ts';
import { LookupsService } from './lookups.service.ts';

/** Calls whose seats one commit takes over. */
const ADOPT_BATCH = 50;

@Injectable()
export class ServerLease implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly log = new Logger(ServerLease.name);
  private readonly name: string;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private others = 0;
  private begun = false;
  /** Since when every renewal has succeeded; undefined after one that failed. */
  private steadySince: number | undefined;
  private renewedAt = -Infinity;
  private othersHeardAt = -Infinity;
  private adopting = false;

  constructor(
    private readonly store: CallStore,
    private readonly changes: CommittedChanges,
    private readonly presence: PresenceService,
    private readonly standing: ServerStanding,
    private readonly bus: Bus,
    private readonly lookups: LookupsService,
    private readonly times: ClusterTimes,
    settings: Settings,
  ) {
    // Two of one name do not run in one place; where the system chose the port, nobody comes in its place.
    this.name = `${hostname()}:${settings.port || process.pid}`;
    bus.subscribe(ALIVE_CHANNEL, (name) => {
      if (name !== this.name) this.othersHeardAt = performance.now();
    });
  }

  /** Before any seat is taken here, and before what an earlier server left behind is. */
  async onModuleInit(): Promise<void> {
    await this.begin();
    if (this.others > 0) await this.adopt();
    this.next();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Its clients find another server in the time that is left; who does not is `reconnecting` after it. */
  async beforeApplicationShutdown(): Promise<void> {
    try {
      await this.store.yieldLease(this.times.parting);
    } catch (error) {
      this.log.warn(`The lease could not be given back, it runs out by itself: ${String(error)}`);
    }
  }

  /** Nobody waits for an answer yet: a database that is busy with ten servers starting at once gets the time for it. */
  private async begin(): Promise<void> {
    const until = performance.now() + this.times.patienceAtStart;
    for (;;) {
      try {
        return await this.renew();
      } catch (error) {
        if (!(error instanceof Refusal) || performance.now() > until) throw error;
        await pause(this.times.retry);
      }
    }
  }

  private next(): void {
    if (!this.stopped) this.timer = setTimeout(() => void this.beat(), this.times.renewal);
  }

  private async beat(): Promise<void> {
    try {
      await this.renew();
      this.standing.isCutOff = false;
      // After the database was away every lease has run out: the others get the time to renew theirs.
      const steady = performance.now() - (this.steadySince ?? Infinity);
      if (steady >= this.times.lease) void this.adopt();
    } catch (error) {
      if (this.steadySince !== undefined) this.log.warn(`The lease could not be renewed: ${String(error)}`);
      this.steadySince = undefined;
      this.judgeStanding();
    }
    this.next();
  }

  private async renew(): Promise<void> {
    const asked = performance.now();
    const { lapsed, others } = (await this.store.renewLease(this.name, this.times.lease)).outcome;
    this.renewedAt = asked;
    this.steadySince ??= asked;
    this.others = others;
    this.lookups.otherServers(others);
    this.bus.publish(ALIVE_CHANNEL, this.name);
    if (lapsed && this.begun) {
      this.log.warn('The lease had run out: others took this server for dead');
      await this.presence.speakUp();
    }
    this.begun = true;
  }

  /** Takes over what dead servers left behind. */
  private async adopt(): Promise<void> {
    if (this.adopting) return;
    this.adopting = true;
    try {
      while (!this.stopped) {
        const { outcome: seats, changes } = await this.store.adoptSeats(ADOPT_BATCH);
        if (seats.length === 0) break;
        this.log.log(`${seats.length} seats of a server that is gone are taken over`);
        this.presence.takeOver(seats);
        this.changes.publish(changes);
      }
    } catch (error) {
      this.log.warn(`Seats of a server that is gone could not be taken over, they will be: ${String(error)}`);
    } finally {
      this.adopting = false;
    }
  }

  /**
   * When nobody reaches the database, waiting is best. When others do and this one does not, or when it reaches neither them
   * nor the database, its clients are better off elsewhere.
   */
  private judgeStanding(): void {
    const now = performance.now();
    if (now - this.renewedAt < this.times.lease || this.others === 0) return;
    const othersReachIt = now - this.othersHeardAt < this.times.lease;
    if (!this.bus.isUp || othersReachIt) this.standing.isCutOff = true;
  }
}
