// What durability alone costs on this disk: a file written over and synced, at the rate of a load, nothing else around it.
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Latencies } from './load.ts';
import { newDataFolder } from './server-process.ts';
import { percentile } from './statistics.ts';

/** What a commit of one signal writes to SQLite's log: five pages. */
const COMMIT = Buffer.alloc(5 * 4096, 1);
/** The log is written over from its beginning after a checkpoint. */
const LOG_LENGTH = 400 * COMMIT.length;

export class BareDisk {
  readonly #folder: string;
  readonly #file: FileHandle;
  #position = 0;

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  /** Where the servers under measurement keep their databases too. */
  static async open(): Promise<BareDisk> {
    const folder = await newDataFolder();
    const file = await open(join(folder, 'log'), 'w');
    await file.write(Buffer.alloc(LOG_LENGTH));
    await file.sync();
    return new BareDisk(folder, file);
  }

  /** Milliseconds until a write is safe: what comes while the disk is at work shares the next sync. */
  async pace(perSecond: number, seconds: number): Promise<Latencies> {
    const took: number[] = [];
    const begun = performance.now();
    const count = perSecond * seconds;
    for (let done = 0; done < count;) {
      const now = performance.now();
      const due = Math.min(count, Math.floor(((now - begun) / 1000) * perSecond));
      if (due === done) {
        await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      await this.#file.write(COMMIT, 0, COMMIT.length, this.#position);
      this.#position = (this.#position + COMMIT.length) % LOG_LENGTH;
      await this.#file.datasync();
      const safe = performance.now() - begun;
      for (; done < due; done += 1) took.push(safe - (done * 1000) / perSecond);
    }
    return { p50: percentile(took, 50), p99: percentile(took, 99) };
  }

  /** Milliseconds until one write is safe. */
  async write(): Promise<number> {
    const begun = performance.now();
    await this.#file.write(COMMIT, 0, COMMIT.length, 0);
    await this.#file.datasync();
    return performance.now() - begun;
  }

  async close(): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true });
  }
}
