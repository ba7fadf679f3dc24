// Ends calls that nobody has been in for too long and erases what ended long ago, in batches that hold nobody up.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CallStore, type Committed } from '@parley/storage';
import { setTimeout as pause } from 'node:timers/promises';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { Settings } from '../settings/settings.ts';

/** Calls that one commit expires; rows that one commit erases. */
const EXPIRE_BATCH = 100;
const PURGE_BATCH = 500;
/** Between two batches, so that signaling has the disk to itself for most of the time. */
const BATCH_PAUSE_MS = 20;
const LONGEST_INTERVAL_MS = 60_000;

@Injectable()
export class RetentionService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(RetentionService.name);
  private readonly stopped = new AbortController();

  constructor(
    private readonly settings: Settings,
    private readonly store: CallStore,
    private readonly changes: CommittedChanges,
  ) {}

  onApplicationBootstrap(): void {
    void this.runUntilStopped();
  }

  onModuleDestroy(): void {
    this.stopped.abort();
  }

  /** One sweep: all that is due now. */
  async sweep(now: number): Promise<void> {
    const idleBefore = now - this.settings.callIdleTtlSeconds * 1000;
    const endedBefore = now - this.settings.retentionSeconds * 1000;
    await this.inBatches(EXPIRE_BATCH, (limit) => this.store.expireCalls(idleBefore, limit));
    await this.inBatches(PURGE_BATCH, (limit) => this.store.purgeCalls(endedBefore, limit));
  }

  private async inBatches(limit: number, batch: (limit: number) => Promise<Committed<number>>): Promise<void> {
    for (;;) {
      const { outcome: done, changes } = await batch(limit);
      this.changes.publish(changes);
      if (done < limit || this.stopped.signal.aborted) return;
      await pause(BATCH_PAUSE_MS);
    }
  }

  private async runUntilStopped(): Promise<void> {
    const shortest = Math.min(this.settings.callIdleTtlSeconds, this.settings.retentionSeconds) * 1000;
    const interval = Math.min(LONGEST_INTERVAL_MS, shortest / 4);
    while (await this.waited(interval)) {
      try {
        await this.sweep(Date.now());
      } catch (error) {
        this.log.warn('The sweep for idle and old calls failed and will be tried again', error);
      }
    }
  }

  /** Whether the time has passed; false when the server stops first. */
  private waited(ms: number): Promise<boolean> {
    return pause(ms, true, { signal: this.stopped.signal, ref: false }).catch(() => false);
  }
}
