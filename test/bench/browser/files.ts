// A file from one page to another beside a bare RTCDataChannel between the same two, in turns.
// A program of its own, for its types are the browser's: prints its figures as JSON.
import { expect, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareLoop } from '../../browser/support/bare-loop.ts';
import { launchChromiumWithDisk } from '../../browser/support/chromium.ts';
import { filesPageWithDisk, meetWithFiles, offer, standing } from '../../browser/support/file-calls.ts';
import type { Carrying } from '../support/carrying.ts';
import { ServerProcess } from '../support/server-process.ts';

async function compare(rounds: number, bytes: number): Promise<{ bare: Carrying[]; files: Carrying[] }> {
  const server = await ServerProcess.start('parley');
  // As people have them: what a private window stores goes to another process's memory, by messages.
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  const hers = await launchChromiumWithDisk(join(folder, 'hers'));
  const his = await launchChromiumWithDisk(join(folder, 'his'));
  const url = `http://${server.url}`;
  const [ada, ben] = [await filesPageWithDisk(hers, url), await filesPageWithDisk(his, url)];
  await meetWithFiles(ada, ben);
  const results = { bare: [] as Carrying[], files: [] as Carrying[] };
  // The first of each is not counted: it compiles.
  for (let round = 0; round <= rounds; round += 1) {
    const bare = await bareLoop(ada, ben, bytes);
    const files = await fileOf(ada, ben, bytes);
    if (round > 0) {
      results.bare.push({ rate: bare });
      results.files.push({ rate: files });
    }
  }
  await hers.close();
  await his.close();
  await rm(folder, { recursive: true });
  await server.stop();
  return results;
}

/** @returns bytes per second from the acceptance until it is complete, checked and on the disk */
async function fileOf(from: Page, to: Page, bytes: number): Promise<number> {
  await offer(from, 'numbers.bin', bytes);
  await expect.poll(() => standing(to)).toBe('offered');
  const seconds = await to.evaluate(async () => {
    const began = performance.now();
    const transfer = window.transfer();
    if (transfer.direction === 'incoming') await transfer.accept();
    await new Promise<void>((resolve) =>
      transfer.addEventListener('statechange', () => {
        if (transfer.over) resolve();
      }),
    );
    return (performance.now() - began) / 1000;
  });
  for (const page of [from, to]) await page.evaluate(() => window.files.remove(window.transfer()));
  return bytes / seconds;
}

const [rounds, bytes] = process.argv.slice(2).map(Number);
console.log(JSON.stringify(await compare(rounds ?? 1, bytes ?? 1)));
