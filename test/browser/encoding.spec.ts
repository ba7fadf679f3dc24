// What is sent how: preferred codecs as negotiated, and, in the long form, what meshes of 2, 4 and 6 really send.
import type { Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { SENDER_LIMITS } from '../../libs/client/src/index.ts';
import { launchChromium } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { enter } from './support/library-calls.ts';
import { isConnected, libraryPage } from './support/library-page.ts';
import { mediaFlows } from './support/media.ts';
import { restlessCamera } from './support/restless-camera.ts';

const SMALL = { camera: { width: 320, height: 240, frameRate: 10 } };

test('preferred codecs are sent both ways, whichever side prefers them; what no browser knows is ignored', async ({
  chromium,
  server,
}) => {
  const preferring = { media: SMALL, codecs: { audio: ['audio/nonsense', 'PCMU'], video: ['video/VP9'] } };
  for (const [hers, others] of [
    [preferring, { media: SMALL }],
    [{ media: SMALL }, preferring],
  ] as const) {
    const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)];
    await enter(grace, await enter(ada, null, hers), others);
    await Promise.all([ada, grace].map((page) => isConnected(page, 1)));
    for (const page of [ada, grace]) {
      await expect.poll(() => page.evaluate(codecsInUse)).toEqual(['audio/PCMU', 'video/VP9']);
    }
    await Promise.all([ada, grace].map((page) => mediaFlows(page, { sound: false })));
    for (const page of [ada, grace]) await page.context().close();
  }
});

/** One machine encodes thirty pictures at once for a mesh of six: they are small, and have as much in them. */
const MESHES = [
  { count: 2, size: { width: 1280, height: 720 } },
  { count: 4, size: { width: 1280, height: 720 } },
  { count: 6, size: { width: 320, height: 180 } },
];

for (const { count, size } of MESHES) {
  test(`what a mesh of ${count} sends, once it has settled @long`, async ({ server }, testInfo) => {
    test.setTimeout(400_000);
    const camera = await restlessCamera(testInfo.outputPath('camera.y4m'), size);
    const chromium = await launchChromium({ args: [camera] });
    const pages: Page[] = [];
    while (pages.length < count) pages.push(await libraryPage(chromium, server.url));
    const [first, ...others] = pages as [Page, ...Page[]];
    const link = await enter(first, null, { media: { camera: size } });
    for (const page of others) await enter(page, link, { media: { camera: size } });
    for (const page of pages) await isConnected(page, count - 1);
    const figures = await Promise.all(pages.map((page) => page.evaluate(settledBitrates)));
    const [most] = figures.flat().toSorted((one, other) => other.kbps - one.kbps);
    await writeFile(testInfo.outputPath('bitrates.json'), JSON.stringify(figures, null, 2));
    process.stdout.write(`mesh of ${count}: ${JSON.stringify(figures)}\n`);
    const limit = (SENDER_LIMITS.main[count - 2]?.maxBitrate ?? 0) / 1000;
    // An encoder keeps to it on average, not in every second.
    expect(most?.kbps).toBeLessThan(limit * 1.15);
    await chromium.close();
  });
}

/** In the page: MIME types of what is sent, sorted. */
async function codecsInUse(): Promise<string[]> {
  const types = new Set<string>();
  for (const connection of window.recordedConnections) {
    const reports = await connection.getStats();
    for (const report of reports.values()) {
      if (report.type === 'outbound-rtp') types.add(reports.get(report.codecId)?.mimeType);
    }
  }
  return [...types].toSorted();
}

interface Sent {
  kbps: number;
  fps: number;
  size: string;
}

/**
 * In the page: what goes to each peer over ten seconds, once two such stretches differ by less than a tenth; a minute and
 * a half at most. What is sent again is not counted: it comes on top of what an encoder is held to.
 */
async function settledBitrates(): Promise<Sent[]> {
  const read = async (): Promise<{ at: number; bytes: number; frames: number; size: string }[]> => {
    const sent = [];
    for (const connection of window.recordedConnections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'outbound-rtp' && report.kind === 'video') {
          sent.push({
            at: report.timestamp,
            bytes: report.bytesSent - (report.retransmittedBytesSent ?? 0),
            frames: report.framesEncoded,
            size: `${report.frameWidth}x${report.frameHeight}`,
          });
        }
      }
    }
    return sent;
  };
  const wait = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 10_000));
  let last: Sent[] = [];
  for (let round = 0; round < 9; round += 1) {
    const before = await read();
    await wait();
    const now = (await read()).map(({ at, bytes, frames, size }, index) => {
      const { at: from = 0, bytes: bytesBefore = 0, frames: framesBefore = 0 } = before[index] ?? {};
      const kbps = Math.round(((bytes - bytesBefore) * 8) / (at - from));
      return { kbps, fps: Math.round((1000 * (frames - framesBefore)) / (at - from)), size };
    });
    const settled = now.every(({ kbps }, index) => Math.abs(kbps - (last[index]?.kbps ?? 0)) < kbps / 10);
    last = now;
    if (settled) break;
  }
  return last;
}
