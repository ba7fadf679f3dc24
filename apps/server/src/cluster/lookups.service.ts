// What was missed is looked up: where the seats of this server stand in the database. Often while the bus is down, which then
// carries nothing; now and then while it is up, for a message may get lost; never while no other server is alive.
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CallReader } from '@parley/storage';
import { CommittedChanges, type FollowedSeat } from '../announcements/committed-changes.ts';
import { Bus } from '../redis/bus.ts';
import { ClusterTimes } from './cluster-times.ts';
import type { ListFeed } from './list-feed.ts';
import type { FollowedCall, FollowedCalls } from './followed-calls.ts';

/** Seats that one query asks for. */
const SEATS_AT_ONCE = 2000;

interface Look {
  call: FollowedCall;
  seat: FollowedSeat;
}

@Injectable()
export class LookupsService implements OnModuleDestroy {
  private readonly log = new Logger(LookupsService.name);
  private calls: Pick<FollowedCalls, 'all'> = { all: () => [] };
  private list: Pick<ListFeed, 'look' | 'missed'> | null = null;
  private soon: Look[] = [];
  private soonTimer: NodeJS.Timeout | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  /** Whether to look, although no other server may be alive. */
  private owed = false;
  private others = 0;
  private stopped = false;

  constructor(
    private readonly reader: CallReader,
    private readonly changes: CommittedChanges,
    private readonly bus: Bus,
    private readonly times: ClusterTimes,
  ) {
    // Up again: what was said meanwhile is missing. Down: what was being said may be.
    bus.onChange(() => {
      this.list?.missed();
      void this.lookAtAll();
    });
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.soonTimer);
  }

  watch(calls: Pick<FollowedCalls, 'all'>): void {
    this.calls = calls;
  }

  /** The list of calls is followed too, or no more. */
  watchList(list: Pick<ListFeed, 'look' | 'missed'> | null): void {
    this.list = list;
    void list?.look(this.bus.isUp);
  }

  /** How many other servers are alive, by what the database says. */
  otherServers(count: number): void {
    if (count > 0 && this.others === 0) void this.lookAtAll();
    this.others = count;
  }

  /** Something may be missing whoever else is alive. */
  lookAgain(): void {
    this.owed = true;
    this.list?.missed();
    void this.lookAtAll();
  }

  /** Looks at one seat as soon as its call's channel is heard, unless that was so before the seat was taken. */
  lookUnlessHeard(call: FollowedCall, seat: FollowedSeat): void {
    if (call.subscription.isReady) return;
    void this.lookOnceHeard({ call, seat });
  }

  private async lookOnceHeard(look: Look): Promise<void> {
    await look.call.subscription.ready;
    if (!look.call.seats.has(look.seat) || this.stopped) return;
    this.soon.push(look);
    this.soonTimer ??= setTimeout(() => {
      this.soonTimer = undefined;
      void this.lookAt(this.soon.splice(0));
    }, this.times.lookSoon);
  }

  private async lookAtAll(): Promise<void> {
    if (this.looking || this.stopped) return;
    clearTimeout(this.timer);
    this.looking = true;
    const fewest = this.owed ? 0 : 1;
    this.owed = false;
    const looks = this.calls.all().flatMap((call) => Array.from(call.seats, (seat) => ({ call, seat })));
    for (let from = 0; from < looks.length && this.others >= fewest; from += SEATS_AT_ONCE) {
      await this.lookAt(looks.slice(from, from + SEATS_AT_ONCE));
    }
    if (this.others >= fewest) await this.list?.look(this.bus.isUp);
    if (this.others >= fewest) await this.changes.look();
    this.looking = false;
    if (this.stopped) return;
    if (this.owed) return this.lookAtAll();
    const { lookWithBus, lookWithoutBus } = this.times;
    this.timer = setTimeout(() => void this.lookAtAll(), this.bus.isUp ? lookWithBus : lookWithoutBus);
    this.timer.unref();
  }

  private async lookAt(looks: readonly Look[]): Promise<void> {
    if (looks.length === 0) return;
    try {
      const found = await this.reader.seatsNow(looks.map(({ seat }) => seat.handle.seatNumber));
      const byNumber = new Map(found.map((now) => [now.seatNumber, now]));
      const behind = new Set<FollowedCall>();
      for (const { call, seat } of looks) {
        const now = byNumber.get(seat.handle.seatNumber);
        if (!now || now.epoch > seat.handle.epoch || now.callVersion > call.feed.version) behind.add(call);
        if (now && now.lastSeq > seat.lastSeq) seat.upTo(now.lastSeq);
      }
      for (const { feed } of behind) void feed.catchUp();
    } catch (error) {
      this.log.warn(`What other servers did could not be looked up, it will be: ${String(error)}`);
    }
  }
}
