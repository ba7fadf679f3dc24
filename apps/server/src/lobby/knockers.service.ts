// Those who wait to be let in, as far as this server hears of them: by a socket, a poll that is held, each request. Owns the
// beat that tells the database so, and that withdraws the knocks of those of whom no server has heard for the grace.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Knock } from '@parley/protocol';
import { CallReader, CallStore, type CommittedChange, type KnockHandle } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { Settings } from '../settings/settings.ts';

/** How finely the grace is kept, as a part of it; never coarser than so many milliseconds. */
const BEATS_A_GRACE = 10;
const LONGEST_BEAT_MS = 5000;
/** Knocks that one statement is about. */
const AT_ONCE = 500;

/** A knock that something on this server waits for. */
export interface WaitedFor {
  handle: KnockHandle;
  /** As it stood when it was read. */
  knock: Knock;
  /** Whether its knocker waits, who is heard of by that; a moderator may wait for it too. */
  own: boolean;
}

interface Wait extends WaitedFor {
  over: (knock: Knock) => void;
  unfollow: () => void;
}

@Injectable()
export class KnockersService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(KnockersService.name);
  private readonly waits = new Map<string, Set<Wait>>();
  /** When those who only ask now and then were last written down as heard of. */
  private readonly heardAt = new Map<number, number>();
  private readonly beatMs: number;
  private readonly silenceMs: number;
  private readonly stopping = new AbortController();
  private readonly ends: (() => void)[];
  private timer: NodeJS.Timeout | undefined;
  /** Since when every beat has reached the database: of whom nothing was written before, nothing is known. */
  private steadySince: number | undefined;

  constructor(
    private readonly store: CallStore,
    private readonly reader: CallReader,
    private readonly changes: CommittedChanges,
    settings: Settings,
  ) {
    const graceMs = settings.reconnectGraceSeconds * 1000;
    this.beatMs = Math.min(graceMs / BEATS_A_GRACE, LONGEST_BEAT_MS);
    this.silenceMs = graceMs + this.beatMs;
    this.ends = [changes.subscribe((change) => this.hear(change)), changes.lookUp(() => this.look())];
  }

  onApplicationBootstrap(): Promise<void> {
    return this.beat();
  }

  /** The server stops: whoever waits is answered with what there is. */
  onModuleDestroy(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
    for (const end of this.ends) end();
  }

  /**
   * `over` is called once the knock waits no more, at whichever server. Until then, or until what this returns is called, and
   * for the grace from then on, its knocker counts as heard of.
   */
  wait(waitedFor: WaitedFor, over: (knock: Knock) => void): () => void {
    const { knockId, callId } = waitedFor.handle;
    const wait: Wait = { ...waitedFor, over, unfollow: this.changes.follow(callId) };
    const waits = this.waits.get(knockId) ?? new Set();
    this.waits.set(knockId, waits.add(wait));
    // It may have been answered since it was read.
    void this.lookAt([wait]).catch(() => {});
    return () => {
      if (this.forget(wait) && wait.own) void this.write([wait.handle.knockNumber]);
    };
  }

  /** Waits for so long at most, while `disconnected` is not aborted and the server does not stop. */
  async hold(waitedFor: WaitedFor, ms: number, disconnected: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = (): void => resolve();
    const timer = setTimeout(done, ms);
    const signals = [disconnected, this.stopping.signal];
    for (const signal of signals) signal.addEventListener('abort', done);
    const end = this.wait(waitedFor, done);
    if (signals.some(({ aborted }) => aborted)) done();
    await promise;
    end();
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', done);
  }

  /** A request of the knocker itself. */
  async heardOf({ knockNumber }: KnockHandle): Promise<void> {
    const now = performance.now();
    if (now - (this.heardAt.get(knockNumber) ?? -Infinity) < this.beatMs) return;
    this.heardAt.set(knockNumber, now);
    await this.write([knockNumber]);
  }

  private hear(change: CommittedChange): void {
    if (change.kind !== 'knock-changed' || change.knock.state === 'waiting') return;
    for (const wait of this.waits.get(change.knock.id) ?? []) {
      this.forget(wait);
      wait.over(change.knock);
    }
  }

  /** Answers whether it was still waited for. */
  private forget(wait: Wait): boolean {
    const { knockId } = wait.handle;
    const waits = this.waits.get(knockId);
    if (!waits?.delete(wait)) return false;
    if (waits.size === 0) this.waits.delete(knockId);
    wait.unfollow();
    return true;
  }

  private async beat(): Promise<void> {
    const begun = performance.now();
    try {
      await this.hearOfAll();
      const silent = await this.reader.silentKnocks(this.silenceMs, AT_ONCE);
      this.steadySince ??= begun;
      if (begun - this.steadySince >= this.silenceMs) await this.withdraw(silent);
    } catch (error) {
      if (this.steadySince !== undefined) this.log.warn(`Who waits to be let in was not noted: ${String(error)}`);
      this.steadySince = undefined;
    }
    for (const [knock, at] of this.heardAt) if (begun - at >= this.beatMs) this.heardAt.delete(knock);
    if (!this.stopping.signal.aborted) this.timer = setTimeout(() => void this.beat(), this.beatMs).unref();
  }

  private async hearOfAll(): Promise<void> {
    const own = this.all().filter((wait) => wait.own);
    const numbers = [...new Set(own.map(({ handle }) => handle.knockNumber))];
    for (let from = 0; from < numbers.length; from += AT_ONCE) {
      await this.store.hearKnocks(numbers.slice(from, from + AT_ONCE));
    }
  }

  private async withdraw(silent: readonly KnockHandle[]): Promise<void> {
    for (const { callId, knockId } of silent) {
      const { changes } = await this.store.withdrawKnock({ callId, knockId, silentFor: this.silenceMs });
      this.changes.publish(changes);
    }
  }

  /** What is not written is, by the next beat or the next request; at worst the knocker knocks again. */
  private async write(knockNumbers: readonly number[]): Promise<void> {
    try {
      await this.store.hearKnocks(knockNumbers);
    } catch (error) {
      if (!this.stopping.signal.aborted) this.log.warn(`One who waits to be let in was not noted: ${String(error)}`);
    }
  }

  private async look(): Promise<void> {
    const waits = this.all();
    for (let from = 0; from < waits.length; from += AT_ONCE) await this.lookAt(waits.slice(from, from + AT_ONCE));
  }

  /** Announces what became of those that wait no more; the erased are as good as withdrawn. */
  private async lookAt(waits: readonly Wait[]): Promise<void> {
    const found = await this.reader.knocksNow(waits.map(({ handle }) => handle.knockNumber));
    const now = new Map(found.map(({ knock }) => [knock.id, knock]));
    for (const { handle, knock: last } of waits) {
      const knock = now.get(handle.knockId) ?? { ...last, state: 'withdrawn' };
      if (knock.state === 'waiting' || !this.waits.has(knock.id)) continue;
      this.changes.announce([{ kind: 'knock-changed', callId: handle.callId, knock }], 'elsewhere');
    }
  }

  private all(): Wait[] {
    return Array.from(this.waits.values(), (waits) => Array.from(waits)).flat();
  }
}
