// When the log is moved into the file, seen from the writer's thread. SQLite would do it within a commit, and everyone would
// wait for its fsync of the whole file: here a thread of its own does it, and the writer adds the last few pages itself, in
// between two batches, so that nothing is left and the log starts anew (https://sqlite.org/wal.html#ckpt).
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CheckpointMessage, CheckpointReply, LogProgress, OpenMessage } from './messages.ts';
import { WorkerLink } from './worker-link.ts';

/** Frames of 4 KiB, 16 MB in all. Fewer checkpoints write fewer pages: one that many signals touch goes to the file once. */
const ENOUGH_FRAMES = 4000;
/** Past this the writer waits: a log that grew faster than it is moved would fill the disk. */
const MOST_FRAMES = 2 * ENOUGH_FRAMES;
/** After a checkpoint failed, as on a full disk, in milliseconds. */
const PAUSE = 1000;

export class Checkpoints {
  private readonly file: OpenMessage;
  private readonly progress: StatementSync;
  private readonly passive: StatementSync;
  /** Started when it is first needed: most databases never have that much in their log. */
  private thread: WorkerLink<CheckpointMessage, CheckpointReply> | undefined;
  private underWay: Promise<void> | undefined;
  private pausedUntil = 0;
  /** The length of the log after the last checkpoint: what stayed in it, because somebody still reads it, is not tried again and again. */
  private kept = 0;

  constructor(database: DatabaseSync, file: OpenMessage) {
    this.file = file;
    this.progress = database.prepare('pragma wal_checkpoint(noop)');
    this.passive = database.prepare('pragma wal_checkpoint(passive)');
  }

  /** To be called before a batch: begins a checkpoint if the log has grown enough, and waits for one that cannot keep up. */
  async keepUp(): Promise<void> {
    const grown = this.grown();
    if (this.underWay) {
      if (grown >= MOST_FRAMES) await this.underWay;
    } else if (grown >= ENOUGH_FRAMES && performance.now() >= this.pausedUntil) {
      this.underWay = this.run().finally(() => (this.underWay = undefined));
    }
  }

  async close(): Promise<void> {
    await this.underWay;
    await this.thread?.close();
  }

  /** Frames since the log began anew, or since the last checkpoint. Asking takes 3 µs. */
  private grown(): number {
    try {
      const { log } = this.progress.get() as unknown as LogProgress;
      if (log < this.kept) this.kept = 0;
      return log - this.kept;
    } catch {
      return 0;
    }
  }

  /** Never rejects: the log keeps what could not be moved. */
  private async run(): Promise<void> {
    try {
      await this.moveMost();
      const { log } = this.passive.get() as unknown as LogProgress;
      this.kept = log;
    } catch {
      this.pausedUntil = performance.now() + PAUSE;
    }
  }

  private async moveMost(): Promise<void> {
    const thread = this.thread ?? new WorkerLink<CheckpointMessage, CheckpointReply>('checkpointer.worker');
    if (!this.thread) await thread.open(this.file);
    this.thread = thread;
    const reply = await thread.ask('checkpoint').catch((error: unknown) => {
      this.thread = undefined;
      throw error;
    });
    if (reply !== 'done') throw new Error(reply.unavailable);
  }
}
