// Firefox and Chromium in one call.
import { accept, filesPage, isWhole, meetWithFiles, offer, prepareFiles, standing } from './support/file-calls.ts';
import { joinInFirefox, launchFirefox, libraryInFirefox } from './support/firefox.ts';
import { expect, test } from './support/fixtures.ts';
import { contentFlows } from './support/library-calls.ts';
import { isConnected, libraryPage } from './support/library-page.ts';
import { mediaFlows, pictureMoves, recordConnections, type AnyPage } from './support/media.ts';

test('Firefox joins a call that Chromium created, both see each other, and a hang-up ends it for both', async ({
  person,
}) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const firefox = await launchFirefox();
  try {
    const page = await firefox.newPage();
    await page.evaluateOnNewDocument(recordConnections);
    await joinInFirefox(page, link);

    await ada.isConnected();
    await mediaFlows(ada.page);
    await pictureMoves(ada.pictureOf('Guest'));
    await mediaFlows(page);

    await ada.button('Hang up').click();
    await page.locator('::-p-text(Call ended)').wait();
  } finally {
    await firefox.close();
  }
});

test('Firefox makes a call, Chromium joins; both switch cameras, share screens, reconnect and reload; Firefox hangs up', async ({
  chromium,
  server,
}) => {
  const ada = await libraryPage(chromium, server.url);
  const firefox = await launchFirefox();
  try {
    const page = await libraryInFirefox(firefox, server.url);
    const link = await page.evaluate(() => window.enter(null));
    await ada.evaluate((link) => window.enter(link), link);
    await isConnected(ada, 1);
    const flowsBothWays = async (): Promise<void> => {
      await Promise.all([mediaFlows(ada), mediaFlows(page)]);
    };
    await flowsBothWays();

    for (const each of [ada, page] as AnyPage[]) {
      const switched = await each.evaluate(async () => {
        const { media } = window.call;
        const before = media.videoTrack?.id;
        const { cameras } = await media.devices();
        await media.useCamera(cameras.at(-1)?.deviceId ?? '');
        return media.videoTrack !== null && media.videoTrack.id !== before;
      });
      expect(switched).toBe(true);
    }
    await flowsBothWays();

    await ada.evaluate(() => new window.library.ScreenShare(window.call).start());
    await contentFlows(page, 'audio slides', 'video slides');
    await page.evaluate(shareCanvas);
    await contentFlows(ada, 'video slides');
    await flowsBothWays();

    // ICE restarts, on a new socket.
    await Promise.all([ada.evaluate(reconnect), page.evaluate(reconnect)]);
    await flowsBothWays();
    expect(await ada.evaluate(() => window.recordedConnections.length)).toBe(1);

    const seat = await page.evaluate(() => window.call.self.id);
    await page.reload();
    await page.waitForFunction(() => 'call' in window);
    expect(await page.evaluate(() => window.call.self.id)).toBe(seat);
    await isConnected(ada, 1);
    await flowsBothWays();

    await page.evaluate(() => window.call.hangUp());
    await expect.poll(() => ada.evaluate(() => window.call.state)).toBe('waiting');
  } finally {
    await firefox.close();
    await ada.context().close();
  }
});

test('Firefox and Chromium: a file arrives whole each way, and both sides have the same words', async ({
  chromium,
  server,
}) => {
  const ada = await filesPage(chromium, server.url);
  const firefox = await launchFirefox();
  try {
    const page = await libraryInFirefox(firefox, server.url, prepareFiles);
    await meetWithFiles(page, ada);
    const size = 5_000_000;
    for (const [from, to] of [
      [ada, page],
      [page, ada],
    ] as [AnyPage, AnyPage][]) {
      await offer(from, 'numbers.bin', size);
      await accept(to);
      await expect.poll(() => standing(from)).toBe('complete');
      expect(await isWhole(to, size)).toBe(true);
    }

    for (const each of [ada, page] as AnyPage[]) await each.evaluate(verify);
    await expect.poll(() => ada.evaluate(words)).toHaveLength(4);
    await expect.poll(() => page.evaluate(words)).toEqual(await ada.evaluate(words));
  } finally {
    await firefox.close();
    await ada.context().close();
  }
});

/** In the page. */
async function verify(): Promise<void> {
  window.verification = new window.library.Verification(window.data);
}

/** In the page. */
function words(): readonly string[] {
  const [other] = window.call.participants.keys();
  return window.verification.of(other ?? '').words ?? [];
}

/** In the page. */
function reconnect(): void {
  window.call.reconnect();
}

/** In the page: a headless Firefox has no screen to pick. */
function shareCanvas(): void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  setInterval(() => context?.fillRect(Math.random() * 300, Math.random() * 150, 20, 20), 100);
  const stream = canvas.captureStream(10);
  const source = {
    content: 'slides' as const,
    stream,
    audioTrack: null,
    videoTrack: stream.getVideoTracks()[0] ?? null,
  };
  window.call.addSource(Object.assign(new EventTarget(), source));
}
