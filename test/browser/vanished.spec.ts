// Who goes without a word: shown as gone within the published time. Who only slept is back, or is told why not.
import type { Page } from '@playwright/test';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { launchChromiumProcess, type ChromiumProcess } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { isConnected, libraryPage, meet } from './support/library-page.ts';
import { mediaFlows } from './support/media.ts';

declare global {
  interface Window {
    /** Of each other participant, the milliseconds since `noteChanges` at which these were first so. */
    firstAt: Record<string, Record<string, number>>;
  }
}

const GRACE_SECONDS = 3;
/** Published in docs/client.md, in milliseconds. */
const [SEAT_NOTICED, MEDIA_NOTICED] = [2_000, 10_000];

let server: RunningServer;
let elsewhere: ChromiumProcess;

test.beforeEach(async () => {
  server = await startServer({ env: { PARLEY_STUN_URLS: '', PARLEY_RECONNECT_GRACE: String(GRACE_SECONDS) } });
  elsewhere = await launchChromiumProcess();
});

test.afterEach(async () => {
  elsewhere.signal('SIGKILL');
  await server.discard();
});

/** In the page of who stays: how long it takes from now on until each of the others is shown as gone. */
function noteChanges(): void {
  const begin = performance.now();
  window.firstAt = {};
  for (const [id, participant] of window.call.participants) {
    const firstAt: Record<string, number> = {};
    const note = (what: string): void => void (firstAt[what] ??= performance.now() - begin);
    participant.addEventListener('statechange', () => note(participant.state));
    participant.addEventListener('connectionstatechange', () => note(participant.connectionState));
    window.call.addEventListener('participantleft', (event) => event.participant === participant && note('gone'));
    window.firstAt[id] = firstAt;
  }
}

test('a browser is killed and a page crashes: both are away at once and gone after the grace, and the call waits', async ({
  chromium,
}) => {
  const pages = [
    await libraryPage(chromium, server.url),
    await libraryPage(elsewhere.browser, server.url),
    await libraryPage(chromium, server.url),
  ] as const;
  const [ada, , hopper] = pages;
  await meet(...pages);
  await mediaFlows(ada);
  await ada.evaluate(noteChanges);
  elsewhere.signal('SIGKILL');
  // It does not answer any more.
  void hopper.goto('chrome://crash').catch(() => {});
  await expect.poll(() => ada.evaluate(() => window.call.state)).toBe('waiting');

  const others = Object.values(await ada.evaluate(() => window.firstAt));
  expect(others).toHaveLength(2);
  for (const { reconnecting = Infinity, disconnected = 0, gone = Infinity } of others) {
    expect(reconnecting).toBeLessThan(SEAT_NOTICED);
    expect(disconnected).toBeLessThan(MEDIA_NOTICED);
    expect(gone).toBeGreaterThan(GRACE_SECONDS * 1000 - SEAT_NOTICED);
    expect(gone).toBeLessThan(Math.max(disconnected, GRACE_SECONDS * 1000) + SEAT_NOTICED);
  }
  expect(await ada.evaluate(() => window.call.participants.size)).toBe(0);
  await ada.context().close();
});

/** Waits until the server has given the seat up. */
async function isGivenUp(page: Page): Promise<void> {
  const patience = { timeout: 60_000 };
  await expect.poll(() => page.evaluate(() => window.call.participants.size), patience).toBe(0);
}

test('a laptop that slept for longer than the grace is back by itself, on the same seat @long', async ({
  chromium,
}) => {
  test.setTimeout(180_000);
  const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(elsewhere.browser, server.url)];
  await meet(ada, grace);
  const seat = await grace.evaluate(() => window.call.self.id);
  elsewhere.signal('SIGSTOP');
  await isGivenUp(ada);
  elsewhere.signal('SIGCONT');
  await Promise.all([ada, grace].map((page) => isConnected(page, 1)));
  await Promise.all([ada, grace].map((page) => mediaFlows(page)));
  expect(await ada.evaluate(() => [...window.call.participants.keys()])).toEqual([seat]);
  await ada.context().close();
});

test('a laptop that slept until the other hung up is told that the call is over @long', async ({ chromium }) => {
  test.setTimeout(180_000);
  const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(elsewhere.browser, server.url)];
  await meet(ada, grace);
  elsewhere.signal('SIGSTOP');
  await isGivenUp(ada);
  await ada.evaluate(() => window.call.hangUp());
  elsewhere.signal('SIGCONT');
  await expect.poll(() => grace.evaluate(() => window.call.endReason)).toBe('hangup');
  expect(await grace.evaluate(() => window.call.media.cameraOn)).toBe(false);
  await ada.context().close();
});
