// A file from one page to another beside a bare RTCDataChannel between the same two, in turns.
// A program of its own, for its types are the browser's: prints its figures as JSON.
import { expect, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareLoop } from '../../browser/support/bare-loop.ts';
import { launchChromium, launchChromiumWithDisk } from '../../browser/support/chromium.ts';
import { filesPage, filesPageWithDisk, meetWithFiles, offer, standing } from '../../browser/support/file-calls.ts';
import type { Carrying } from '../support/carrying.ts';
import { ServerProcess } from '../support/server-process.ts';

/** All rounds of one set-up. */
interface Compared {
  bare: Carrying[];
  files: Carrying[];
}

interface Stage {
  ada: Page;
  ben: Page;
  close: () => Promise<void>;
}

/** As people have them: two browsers, with a disk. */
async function twoBrowsers(url: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  const hers = await launchChromiumWithDisk(join(folder, 'hers'));
  const his = await launchChromiumWithDisk(join(folder, 'his'));
  const close = async (): Promise<void> => {
    await hers.close();
    await his.close();
    await rm(folder, { recursive: true });
  };
  return { ada: await filesPageWithDisk(hers, url), ben: await filesPageWithDisk(his, url), close };
}

/** What a private window stores goes to another process's memory, by messages; and both share one that does the network. */
async function privateWindows(url: string): Promise<Stage> {
  const browser = await launchChromium();
  return { ada: await filesPage(browser, url), ben: await filesPage(browser, url), close: () => browser.close() };
}

async function compare({ ada, ben, close }: Stage, rounds: number, bytes: number): Promise<Compared> {
  await meetWithFiles(ada, ben);
  const results: Compared = { bare: [], files: [] };
  // The first of each is not counted: it compiles.
  for (let round = 0; round <= rounds; round += 1) {
    const bare = await bareLoop(ada, ben, bytes);
    const files = await fileOf(ada, ben, bytes);
    if (round > 0) {
      results.bare.push({ rate: bare });
      results.files.push({ rate: files });
    }
  }
  await close();
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

const [rounds = 1, bytes = 1] = process.argv.slice(2).map(Number);
const server = await ServerProcess.start('parley');
const url = `http://${server.url}`;
const figures = {
  disk: await compare(await twoBrowsers(url), rounds, bytes),
  private: await compare(await privateWindows(url), rounds, bytes),
};
await server.stop();
console.log(JSON.stringify(figures));
