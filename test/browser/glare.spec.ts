// Two who do the same thing at the same moment, and one who cannot wait: what ends in "wrong state" and "id is taken" elsewhere.
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { contentFlows } from './support/library-calls.ts';
import { isConnected, libraryPage, meet } from './support/library-page.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';

const ROUNDS = 5;

test('both begin and end to share a screen, and restart ICE, at the same moment, again and again: every screen arrives, nothing fails', async ({
  chromium,
  server,
}) => {
  const pages = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)] as const;
  const [ada, grace] = pages;
  await meet(ada, grace);
  for (const page of pages) await page.evaluate(shareWhenTold);

  for (let round = 0; round < ROUNDS; round += 1) {
    for (const on of [true, false]) {
      // The server's clock is theirs too: both begin at the same moment, however long the word takes to reach them.
      const at = Date.now() + 300;
      await Promise.all(pages.map((page) => page.evaluate(([on, at]) => window.share(on, at), [on, at] as const)));
      for (const page of pages) {
        await expect.poll(() => page.evaluate(() => [...window.call.participants.values()][0]?.hasScreen)).toBe(on);
        if (on) await contentFlows(page, 'video slides');
      }
      // What is decoded need not be seen. First the person, then the screen.
      for (const page of pages) {
        await pictureMoves(page.locator('video').first());
        if (on) await pictureMoves(page.locator('video').nth(1));
      }
    }
    // ICE restarts cross as well.
    await Promise.all(pages.map((page) => page.evaluate(() => window.call.reconnect())));
    for (const page of pages) await pictureMoves(page.locator('video').first());
  }

  for (const page of pages) await isConnected(page, 1);
  await Promise.all(pages.map((page) => mediaFlows(page)));
  for (const page of pages) {
    expect(await page.evaluate(() => window.errors)).toEqual([]);
    expect(await page.evaluate(() => window.recordedConnections.length)).toBe(1);
    const sections = await page.evaluate(() => window.recordedConnections[0]?.getTransceivers().length);
    expect(sections).toBe(4);
    await page.context().close();
  }
});

test('a page that is reloaded again and again before it is there keeps its seat, and its picture comes back', async ({
  person,
  server,
}) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const grace = await person('Grace');
  await grace.join(link);
  await ada.isConnected();

  for (let round = 0; round < ROUNDS; round += 1) {
    await reload(grace.page, round % 2 ? 'load' : 'commit');
  }

  await grace.isConnected();
  await ada.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
  const call = await fetch(`${server.url}/api/v1/calls/${link.split('/').at(-1)}`);
  const { participants }: { participants: { displayName: string; state: string }[] } = await call.json();
  expect(participants.map(({ displayName, state }) => [displayName, state])).toEqual([
    ['Ada', 'connected'],
    ['Grace', 'connected'],
  ]);
});

/** With `commit` not even the page's scripts have run when the next one comes. */
async function reload(page: Page, waitUntil: 'commit' | 'load'): Promise<void> {
  for (;;) {
    try {
      await page.reload({ waitUntil });
      return;
    } catch (error) {
      // A page that is about to take the place of the one before it cannot be told anything for a moment.
      if (!String(error).includes('Not attached to an active page')) throw error;
    }
  }
}

declare global {
  interface Window {
    /** Begins or ends to share a moving picture at this time. */
    share: (on: boolean, at: number) => Promise<void>;
    /** What the call complained of. */
    errors: string[];
  }
}

/** In the page. */
function shareWhenTold(): void {
  window.errors = [];
  window.call.addEventListener('error', ({ error }) => window.errors.push(`${error.message} ${String(error.cause)}`));
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  setInterval(() => {
    if (!context) return;
    context.fillStyle = `hsl(${Math.random()}turn 80% 50%)`;
    context.fillRect(Math.random() * 300, Math.random() * 150, 80, 80);
  }, 100);
  const stream = canvas.captureStream(10);
  const source = Object.assign(new EventTarget(), {
    content: 'slides' as const,
    stream,
    audioTrack: null,
    videoTrack: stream.getVideoTracks()[0] ?? null,
  });
  window.share = (on, at) =>
    new Promise((resolve) => {
      setTimeout(() => {
        if (on) window.call.addSource(source);
        else window.call.removeSource(source);
        resolve();
      }, at - Date.now());
    });
}
