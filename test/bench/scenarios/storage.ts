// What a call takes on the disk, and what erasing it costs: real calls, made through the server's doors.
import { rm, stat } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newDataFolder, ServerProcess } from '../support/server-process.ts';
import { wholeCall } from '../support/whole-call.ts';

export interface StoredCallCosts {
  /** Of the database file, for a call of two with an offer, an answer and 20 candidates. */
  bytesPerCall: number;
  /** Milliseconds of the server's CPU to erase such a call. */
  purgeCpuMs: number;
  /** Calls erased in a second, the pauses for signaling counted. */
  purgedPerSecond: number;
}

/** Seconds. The first sweep is a quarter of it after the start. */
const RETENTION = 4;

export async function storageCosts(calls: number): Promise<StoredCallCosts> {
  const dataFolder = await newDataFolder();
  const file = pathOf(dataFolder, 'parley.db');
  const first = await ServerProcess.start('parley', { dataFolder });
  await wholeCall([first.url, first.url]);
  await first.stop();
  const empty = (await stat(file)).size;

  const server = await ServerProcess.start('parley', { dataFolder });
  for (let made = 0; made < calls; made += 1) await wholeCall([server.url, server.url]);
  await server.stop();
  const bytesPerCall = ((await stat(file)).size - empty) / calls;

  const purging = await ServerProcess.start('parley', {
    dataFolder,
    environment: { PARLEY_RETENTION: String(RETENTION), PARLEY_CALL_IDLE_TTL: '86400' },
  });
  const count = () => stored(file);
  const had = count();
  while (count() === had) await pause(5);
  const begun = performance.now();
  const before = await purging.cpu();
  const left = count();
  while (count() > 0) await pause(20);
  const took = performance.now() - begun;
  const cpu = (await purging.cpu()) - before;
  await purging.stop();
  await rm(dataFolder, { recursive: true });
  return { bytesPerCall, purgeCpuMs: cpu / 1000 / left, purgedPerSecond: left / (took / 1000) };
}

function stored(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare('select count(*) as calls from calls').get();
  database.close();
  return Number(row?.['calls']);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
