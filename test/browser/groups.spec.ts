// Calls of more than two: everyone sees everyone, what each is sent shrinks, and one who is gone costs nobody else anything.
import type { Browser, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { enter, seesEveryone } from './support/library-calls.ts';
import { libraryPage } from './support/library-page.ts';

/** Everyone but the first joins at the same moment. */
async function gather(chromium: Browser, url: string, count: number): Promise<Page[]> {
  const pages: Page[] = [];
  while (pages.length < count) pages.push(await libraryPage(chromium, url));
  const [first, ...others] = pages as [Page, ...Page[]];
  const link = await enter(first, null);
  await Promise.all(others.map((page) => enter(page, link)));
  return pages;
}

async function closeAll(pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.context().close();
}

const connectionsMade = (page: Page): Promise<number> => page.evaluate(() => window.recordedConnections.length);

test('four see three others each, smaller; when one crashes, the other three do not notice in their pictures', async ({
  chromium,
  server,
}) => {
  const pages = await gather(chromium, server.url, 4);
  for (const page of pages) await seesEveryone(page, 3);
  for (const page of pages) expect(await connectionsMade(page)).toBe(3);

  for (const page of pages) {
    await expect
      .poll(() => page.evaluate(cameraParameters))
      .toEqual(Array.from({ length: 3 }, () => [800_000, 30, 1.5]));
    await expect.poll(() => page.evaluate(tallestReceived), { timeout: 30_000 }).toBeLessThanOrEqual(480);
  }

  const [crashing, ...others] = pages as [Page, ...Page[]];
  const states = await Promise.all(others.map((page) => page.evaluateHandle(recordStates)));
  await crashing.context().close();
  for (const page of others) await seesEveryone(page, 2);
  for (const each of states) expect(await each.evaluate((changes) => changes)).toEqual([]);
  for (const page of others) expect(await connectionsMade(page)).toBe(3);
  await closeAll(others);
});

for (const count of [6, 8]) {
  test(`${count} see ${count - 1} others each @long`, async ({ chromium, server }) => {
    test.setTimeout(300_000);
    const pages = await gather(chromium, server.url, count);
    for (const page of pages) await seesEveryone(page, count - 1);
    for (const page of pages) expect(await connectionsMade(page)).toBe(count - 1);
    await closeAll(pages);
  });
}

/** In the page: what every camera is held to. */
function cameraParameters(): (number | undefined)[][] {
  return window.recordedConnections.map((connection) => {
    const sender = connection.getSenders().find(({ track }) => track?.kind === 'video');
    const [encoding] = sender?.getParameters().encodings ?? [];
    return [encoding?.maxBitrate, encoding?.maxFramerate, encoding?.scaleResolutionDownBy];
  });
}

/** In the page: the height of the tallest picture that comes in. */
async function tallestReceived(): Promise<number> {
  let tallest = 0;
  for (const connection of window.recordedConnections) {
    for (const report of (await connection.getStats()).values()) {
      if (report.type === 'inbound-rtp') tallest = Math.max(tallest, report.frameHeight ?? 0);
    }
  }
  return tallest;
}

/** In the page: what becomes of connections that are connected to people who stay. Filled as time goes on. */
function recordStates(): string[] {
  const changes: string[] = [];
  const [first] = window.call.info.participants;
  for (const [id, participant] of window.call.participants) {
    if (id !== first?.id) {
      participant.addEventListener('connectionstatechange', () => changes.push(participant.connectionState));
    }
  }
  return changes;
}
