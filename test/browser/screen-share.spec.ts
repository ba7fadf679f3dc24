// A shared screen with its sound beside microphone and camera: what the others get of it, and each way it ends.
import type { Page } from '@playwright/test';
import type { ScreenShare } from '../../libs/client/src/screen-share.ts';
import { launchChromium } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { contentFlows } from './support/library-calls.ts';
import { isConnected, libraryPage, meet } from './support/library-page.ts';
import { mediaFlows } from './support/media.ts';

declare global {
  interface Window {
    screenShare: ScreenShare;
    ended: number;
  }
}

function share(page: Page): Promise<void> {
  return page.evaluate(async () => {
    window.screenShare ??= new window.library.ScreenShare(window.call);
    window.ended = 0;
    window.screenShare.addEventListener('ended', () => (window.ended += 1));
    await window.screenShare.start({ contentHint: 'text' });
  });
}

const EVERYTHING = ['audio main', 'video main', 'audio slides', 'video slides'];

const seesScreen = (page: Page, wanted: boolean): Promise<void> =>
  expect
    .poll(() => page.evaluate(() => [...window.call.participants.values()].some((each) => each.hasScreen)))
    .toBe(wanted);

test('microphone, camera, screen and its sound arrive as four tracks; newcomers and reloads get them; it begins and ends at will', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)];
  const link = await meet(ada, grace);
  await share(ada);
  expect(await ada.evaluate(() => window.screenShare.stream.getTracks().map((track) => track.contentHint))).toEqual([
    'music',
    'text',
  ]);
  await seesScreen(grace, true);
  await contentFlows(grace, ...EVERYTHING);
  expect(
    await grace.evaluate(() => {
      const [participant] = window.call.participants.values();
      const tracks = [participant?.stream, participant?.screen].flatMap((stream) => stream?.getTracks() ?? []);
      return [tracks.map(({ kind }) => kind).join(' '), new Set(tracks).size];
    }),
  ).toEqual(['audio video audio video', 4]);

  const edsger = await libraryPage(chromium, server.url);
  await edsger.evaluate((link) => window.enter(link), link);
  await isConnected(edsger, 2);
  await seesScreen(edsger, true);
  await contentFlows(edsger, ...EVERYTHING);
  await edsger.context().close();

  await grace.reload();
  await grace.waitForFunction(() => 'call' in window);
  await seesScreen(grace, true);
  await contentFlows(grace, ...EVERYTHING);

  for (let round = 0; round < 2; round += 1) {
    await ada.evaluate(() => window.screenShare.stop());
    await seesScreen(grace, false);
    await contentFlows(grace, 'audio main', 'video main');
    await share(ada);
    await seesScreen(grace, true);
    await contentFlows(grace, ...EVERYTHING);
  }

  await ada.evaluate(() => window.call.hangUp());
  expect(await ada.evaluate(() => [window.screenShare.sharing, window.ended])).toEqual([false, 3]);
  await ada.context().close();
  await grace.context().close();
});

test('a captured tab that is closed ends the share, and the call goes on', async ({ server }) => {
  const chromium = await launchChromium({
    grantMedia: false,
    args: ['--auto-select-tab-capture-source-by-title=Slides'],
  });
  try {
    const [ada, grace] = [
      await libraryPage(chromium, server.url, { permissions: ['camera', 'microphone'] }),
      await libraryPage(chromium, server.url, { permissions: ['camera', 'microphone'] }),
    ];
    await meet(ada, grace);
    const slides = await ada.context().newPage();
    await slides.setContent('<title>Slides</title><marquee>moving</marquee>');
    await ada.bringToFront();
    await share(ada);
    await seesScreen(grace, true);
    await slides.close();
    await expect.poll(() => ada.evaluate(() => [window.screenShare.sharing, window.ended])).toEqual([false, 1]);
    await seesScreen(grace, false);
    await mediaFlows(grace);
  } finally {
    await chromium.close();
  }
});
