// One gibibyte from disk to disk: how fast beside a bare channel, and what it takes of both sides' memory.
import { open, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareLoop } from './support/bare-loop.ts';
import { rendererMemory } from './support/browser-memory.ts';
import { launchChromiumWithDisk as chromium } from './support/chromium.ts';
import { accept, filesPageWithDisk, meetWithFiles, onDisk, standing } from './support/file-calls.ts';
import { expect, test } from './support/fixtures.ts';

const MIB = 1024 * 1024;
const SIZE = 1024 * MIB;
/** What a window, the blocks that are read ahead and the channel's buffers may come to, and garbage that waits. */
const SPAN = 96 * MIB;

test('a file of 1 GiB arrives whole, with memory flat on both sides @long', async ({ server }) => {
  test.skip(process.platform !== 'linux', 'Linux alone tells what its processes take.');
  test.setTimeout(600_000);
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  const [hers, his] = [await chromium(join(folder, 'hers')), await chromium(join(folder, 'his'))];
  try {
    const path = join(folder, 'large.bin');
    await writeLarge(path);
    const [ada, ben] = [await filesPageWithDisk(hers, server.url), await filesPageWithDisk(his, server.url)];
    await meetWithFiles(ada, ben);
    const bare = await bareLoop(ada, ben, SIZE / 4);

    await ada.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' })));
    await ada.locator('input').setInputFiles(path);
    await ada.evaluate(() => {
      const [file] = document.querySelector('input')?.files ?? [];
      if (file) window.files.offer(file);
    });
    const began = performance.now();
    await accept(ben);
    const samples: { at: number; sender: number; receiver: number }[] = [];
    while (!/complete|failed/.test(await standing(ada))) {
      const at = await ben.evaluate(() => window.transfer().transferred);
      samples.push({ at, sender: await rendererMemory(hers), receiver: await rendererMemory(his) });
      await ada.waitForTimeout(500);
    }
    const rate = SIZE / ((performance.now() - began) / 1000);
    const bareAfter = await bareLoop(ada, ben, SIZE / 4);

    expect(await standing(ben)).toBe('complete');
    expect(await onDisk(ben)).toEqual([SIZE]);
    const figures = { bare: (bare + bareAfter) / 2, rate, ratio: rate / ((bare + bareAfter) / 2) };
    console.log(
      `1 GiB at ${megabytes(rate)} MB/s; a bare channel ${megabytes(bare)} MB/s before and ${megabytes(bareAfter)} after: ` +
        `${figures.ratio.toFixed(2)} of it`,
    );
    for (const side of ['sender', 'receiver'] as const) {
      const early = samples.filter(({ at }) => at < SIZE / 4).map((sample) => sample[side]);
      const late = samples.filter(({ at }) => at >= SIZE / 4).map((sample) => sample[side]);
      const all = [...early, ...late];
      console.log(
        `${side}: ${megabytes(Math.min(...all))} to ${megabytes(Math.max(...all))} MB in ${all.length} samples`,
      );
      expect(late.length).toBeGreaterThan(5);
      expect(Math.max(...late), `${side}, once a quarter has gone through`).toBeLessThan(Math.max(...early) + SPAN);
    }
  } finally {
    await hers.close();
    await his.close();
    await rm(folder, { recursive: true });
  }
});

/** No two mebibytes of it are the same. */
async function writeLarge(path: string): Promise<void> {
  const file = await open(path, 'w');
  const block = Buffer.alloc(MIB, 'parley');
  for (let written = 0; written < SIZE; written += MIB) {
    block.writeUInt32BE(written / MIB, (written / MIB) % 1000);
    await file.write(block);
  }
  await file.close();
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
