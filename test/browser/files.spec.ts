// Files between pages with the library, in Chromium's own storage: to several, cut off, reloaded, changed, without room.
import type { Page } from '@playwright/test';
import {
  accept,
  enterWithFiles,
  filesPage,
  isWhole,
  meetWithFiles,
  offer,
  onDisk,
  reaches,
  standing,
} from './support/file-calls.ts';
import { expect, test } from './support/fixtures.ts';

const MIB = 1024 * 1024;
/** Takes long enough to be interfered with. */
const LONG = 40 * MIB;

test('a file to two: one takes it, written to the disk and whole, the other does not', async ({ chromium, server }) => {
  const pages = [
    await filesPage(chromium, server.url),
    await filesPage(chromium, server.url),
    await filesPage(chromium, server.url),
  ];
  const [ada, ben, cy] = pages as [Page, Page, Page];
  await meetWithFiles(...pages);
  expect(await ben.evaluate(() => window.files.limit())).toMatchObject({ storage: 'disk' });
  await offer(ada, 'numbers.bin', MIB);
  await accept(ben);
  await expect.poll(() => standing(cy)).toBe('offered');
  await cy.evaluate(() => {
    const transfer = window.transfer();
    if (transfer.direction === 'incoming') transfer.refuse();
  });
  await expect
    .poll(() => ada.evaluate(() => window.files.transfers.map(({ state }) => state).toSorted()))
    .toEqual(['complete', 'refused']);
  expect(await isWhole(ben, MIB)).toBe(true);
  expect(await onDisk(ben)).toEqual([MIB]);
  expect(await onDisk(cy)).toEqual([]);

  const [download] = await Promise.all([
    ben.waitForEvent('download'),
    ben.evaluate(() => {
      const transfer = window.transfer();
      if (transfer.direction === 'incoming') transfer.save();
    }),
  ]);
  expect(download.suggestedFilename()).toBe('numbers.bin');
  await ben.evaluate(() => window.files.remove(window.transfer()));
  await expect.poll(() => onDisk(ben)).toEqual([]);
  for (const page of pages) await page.context().close();
});

test('over a new connection it goes on where it stopped', async ({ chromium, server }) => {
  const [ada, ben] = [await filesPage(chromium, server.url), await filesPage(chromium, server.url)];
  await meetWithFiles(ada, ben);
  await offer(ada, 'long.bin', LONG);
  await ada.clock.install();
  // At the first mebibyte the connection is gone for good, and the browser says so.
  await ada.evaluate(() => {
    const [connection] = window.recordedConnections;
    window.transfer().addEventListener('progress', () => {
      if (window.transfer().transferred < 1024 * 1024 || connection?.signalingState === 'closed') return;
      connection?.close();
      // Nothing can be asked of a closed one; of one that failed it can, in vain.
      Object.assign(connection ?? {}, { setConfiguration() {}, restartIce() {} });
      Object.defineProperty(connection, 'connectionState', { value: 'failed' });
      connection?.dispatchEvent(new Event('connectionstatechange'));
    });
  });
  await accept(ben);
  await expect.poll(() => standing(ben)).toBe('interrupted');
  const kept = await ben.evaluate(() => window.transfer().transferred);
  // The ladder's waits, without waiting.
  await expect
    .poll(async () => {
      await ada.clock.fastForward(15_000);
      return ada.evaluate(() => window.recordedConnections.length);
    })
    .toBeGreaterThan(1);
  await expect.poll(() => standing(ada), { timeout: 30_000 }).toBe('complete');
  expect(await isWhole(ben, LONG)).toBe(true);
  expect(kept).toBeGreaterThan(0);
  expect(await sentBytes(ada)).toBeLessThan(LONG - kept + MIB);
  for (const page of [ada, ben]) await page.context().close();
});

test('after a reload of the receiver it goes on where it stopped, and after one of the sender with the same file', async ({
  chromium,
  server,
}) => {
  const [ada, ben] = [await filesPage(chromium, server.url), await filesPage(chromium, server.url)];
  const link = await meetWithFiles(ada, ben);
  await offer(ada, 'long.bin', LONG);
  await reloadAt(ben, 2 * MIB);
  await accept(ben);
  await ben.waitForEvent('load');
  const [part = 0] = await onDisk(ben);
  expect(part).toBeGreaterThanOrEqual(2 * MIB);
  await reloadAt(ada, part + 2 * MIB);
  const adaReloads = ada.waitForEvent('load');
  await enterWithFiles(ben, { name: 'Ben', link });

  await adaReloads;
  await enterWithFiles(ada, { name: 'Ada', link });
  await expect.poll(() => standing(ben), { timeout: 30_000 }).toBe('needs-file');
  const kept = await ben.evaluate(() => window.transfer().transferred);
  expect(kept).toBeGreaterThan(part);
  await ada.evaluate((size) => {
    const transfer = window.transfer();
    if (transfer.direction === 'outgoing') transfer.provide(window.fileOf('long.bin', size));
  }, LONG);
  await expect.poll(() => standing(ada), { timeout: 30_000 }).toBe('complete');
  expect(await sentBytes(ada)).toBeLessThan(LONG - kept + MIB);
  expect(await isWhole(ben, LONG)).toBe(true);

  await ben.reload();
  await enterWithFiles(ben, { name: 'Ben', link });
  await expect.poll(() => standing(ben)).toBe('complete');
  expect(await isWhole(ben, LONG)).toBe(true);
  for (const page of [ada, ben]) await page.context().close();
});

test('ended by either side, changed on the way, without room: both are told, and nothing is kept', async ({
  chromium,
  server,
}) => {
  const [ada, ben] = [await filesPage(chromium, server.url), await filesPage(chromium, server.url)];
  await meetWithFiles(ada, ben);

  for (const who of [ada, ben]) {
    await offer(ada, 'unwanted.bin', LONG);
    await accept(ben);
    await reaches(who, MIB);
    await who.evaluate(() => window.transfer().cancel());
    for (const page of [ada, ben]) await expect.poll(() => standing(page)).toBe('cancelled');
  }

  await ada.evaluate(() => {
    const send: unknown = Reflect.get(RTCDataChannel.prototype, 'send');
    Reflect.set(RTCDataChannel.prototype, 'send', function (this: RTCDataChannel, data: unknown) {
      if (data instanceof Uint8Array && window.transfer().name === 'changed.bin') data[100] = 1;
      if (typeof send === 'function') Reflect.apply(send, this, [data]);
    });
  });
  await offer(ada, 'changed.bin', MIB);
  await accept(ben);
  for (const page of [ada, ben]) await expect.poll(() => standing(page)).toBe('failed: file-corrupted');

  // Less room than the browser says that there is.
  const devtools = await ben.context().newCDPSession(ben);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 8 * MIB });
  await offer(ada, 'large.bin', LONG);
  await accept(ben);
  for (const page of [ada, ben]) await expect.poll(() => standing(page)).toBe('failed: storage-full');

  await expect.poll(() => onDisk(ben)).toEqual([]);
  for (const page of [ada, ben]) await page.context().close();
});

/** Reloads the page as soon as so much of a transfer is written. */
async function reloadAt(page: Page, bytes: number): Promise<void> {
  await page.evaluate((bytes) => {
    const watch = (transfer: EventTarget & { transferred: number }): void =>
      transfer.addEventListener('progress', () => transfer.transferred >= bytes && location.reload());
    window.files.transfers.forEach(watch);
    window.files.addEventListener('transfer', ({ transfer }) => watch(transfer));
  }, bytes);
}

/** Bytes of messages that a page sent on the latest of its connections. */
function sentBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let sent = 0;
    for (const report of (await window.recordedConnections.at(-1)?.getStats())?.values() ?? []) {
      if (report.type === 'data-channel') sent += report.bytesSent;
    }
    return sent;
  });
}
