// Named data channels between pages with the library: from the first offer, late, at the same moment, over new connections.
import type { Page } from '@playwright/test';
import { countChannels, countOffers, dataPage, enterWithData, told } from './support/data-calls.ts';
import { expect, test } from './support/fixtures.ts';

test('a name that both open with the call is in the first offer and is one channel; JSON, text and bytes arrive in order', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await dataPage(chromium, server.url), await dataPage(chromium, server.url)];
  const link = await enterWithData(ada, { name: 'Ada', link: null });
  await enterWithData(grace, { name: 'Grace', link });
  await expect.poll(() => told(ada)).toEqual(['open Grace']);
  await expect.poll(() => told(grace)).toEqual(['open Ada']);

  await ada.evaluate(async () => {
    const game = window.data.open('game');
    await game.send({ n: 1 });
    await game.send('two');
    await game.send(new Uint8Array([3, 3, 3]).subarray(1));
  });
  await grace.evaluate(() => window.data.open('game').send([4]));
  await expect
    .poll(() => told(grace))
    .toEqual(['open Ada', 'message Ada {"n":1}', 'message Ada "two"', 'message Ada 2 bytes']);
  await expect.poll(() => told(ada)).toEqual(['open Grace', 'message Grace [4]']);
  expect(await countOffers(ada)).toBe(1);
  expect([await countChannels(ada, 'game'), await countChannels(grace, 'game')]).toEqual([1, 1]);

  await grace.evaluate(() => window.data.open('game').close());
  await expect.poll(() => told(ada)).toEqual(['open Grace', 'message Grace [4]', 'close Grace']);
  for (const page of [ada, grace]) await page.context().close();
});

test('data that comes late, and on one side first: what was sent meanwhile is told once the name is opened', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await dataPage(chromium, server.url), await dataPage(chromium, server.url)];
  const link = await enterWithData(ada, { name: 'Ada', link: null, channels: null });
  await enterWithData(grace, { name: 'Grace', link, channels: [] });
  const stands = (): string[] => [...window.call.participants.values()].map((each) => each.connectionState);
  await expect.poll(() => ada.evaluate(stands)).toEqual(['connected']);

  const announced = grace.evaluate(
    () =>
      new Promise<string>((resolve) =>
        window.data.addEventListener('channel', ({ name, participant }) =>
          resolve(`${name} by ${participant.displayName}`),
        ),
      ),
  );
  await ada.evaluate(() => {
    window.data = new window.library.CallData(window.call);
    window.listen('late').addEventListener('open', () => void window.data.open('late').send('early word'));
  });
  expect(await announced).toBe('late by Ada');
  expect(await told(grace)).toEqual([]);
  await grace.evaluate(() => void window.listen('late'));
  await expect.poll(() => told(grace)).toEqual(['open Ada', 'message Ada "early word"']);
  expect(await countChannels(grace, 'late')).toBe(1);
  for (const page of [ada, grace]) await page.context().close();
});

test('three people: to all, to one, too much for a message, nobody there', async ({ chromium, server }) => {
  const names = ['Ada', 'Grace', 'Alan'];
  const pages = [];
  let link: string | null = null;
  for (const name of names) {
    const page = await dataPage(chromium, server.url);
    link = await enterWithData(page, { name, link });
    pages.push(page);
  }
  const [ada, grace, alan] = pages as [Page, Page, Page];
  for (const page of pages) await expect.poll(async () => (await told(page)).toSorted()).toHaveLength(2);

  const refused = await ada.evaluate(async () => {
    const game = window.data.open('game');
    const ids = Object.fromEntries(
      [...window.call.participants.values()].map(({ displayName, id }) => [displayName, id]),
    );
    await game.send('to all');
    await game.send('to Alan', { to: ids['Alan'] });
    const codes: unknown[] = [];
    const code = (error: { code: unknown }): number => codes.push(error.code);
    const limit = game.maxMessageSize();
    await game.send(new ArrayBuffer(limit));
    await game.send(new ArrayBuffer(limit + 1)).catch(code);
    await game.send('x', { to: 'nobody' }).catch(code);
    for (const open of [
      () => window.data.open('parley.chat'),
      () => window.data.open('game', { ordered: false }),
      () => new window.library.CallData(window.call),
    ]) {
      try {
        open();
      } catch (error) {
        code(error as { code: unknown });
      }
    }
    return { codes, limit };
  });
  expect(refused).toEqual({
    codes: ['message-too-large', 'channel-not-open', 'invalid-channel', 'invalid-channel', 'data-in-use'],
    limit: 262_144,
  });
  const messages = async (page: Page): Promise<string[]> =>
    (await told(page)).filter((line) => line.startsWith('message'));
  await expect.poll(() => messages(grace)).toEqual(['message Ada "to all"', 'message Ada 262144 bytes']);
  await expect
    .poll(() => messages(alan))
    .toEqual(['message Ada "to all"', 'message Ada "to Alan"', 'message Ada 262144 bytes']);
  for (const page of pages) await page.context().close();
});

test('both open a name at the same moment, and the other reloads in mid-stream: one channel all the same, and it comes back', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await dataPage(chromium, server.url), await dataPage(chromium, server.url)];
  const link = await enterWithData(ada, { name: 'Ada', link: null });
  await enterWithData(grace, { name: 'Grace', link });
  await expect.poll(() => told(ada)).toEqual(['open Grace']);
  await expect.poll(() => told(grace)).toEqual(['open Ada']);

  // The server's clock is theirs too.
  const at = Date.now() + 300;
  const talk = (at: number): Promise<void> =>
    new Promise((resolve) => {
      window.told = [];
      setTimeout(() => {
        const both = window.listen('both', { ordered: false, maxRetransmits: 100 });
        both.addEventListener('open', () => {
          for (let n = 0; n < 3; n += 1) void both.send(n);
          resolve();
        });
      }, at - Date.now());
    });
  await Promise.all([ada, grace].map((page) => page.evaluate(talk, at)));
  for (const [page, other] of [
    [ada, 'Grace'],
    [grace, 'Ada'],
  ] as const) {
    const line = (what: string): string => `message ${other} ${what}`;
    await expect
      .poll(async () => (await told(page)).toSorted())
      .toEqual([line('0'), line('1'), line('2'), `open ${other}`].toSorted());
  }

  const failed = ada.evaluate(async () => {
    window.told = [];
    const game = window.data.open('game');
    const [to] = [...window.call.participants.keys()];
    const writer = game.writable(to ?? '').getWriter();
    try {
      for (let n = 0; ; n += 1) {
        await writer.write(n);
        await new Promise((resolve) => setTimeout(resolve));
      }
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  await expect
    .poll(async () => (await told(grace)).filter((line) => line.startsWith('message')).length)
    .toBeGreaterThan(20);
  await grace.reload();
  expect(await failed).toBe('channel-closed');
  expect(await told(ada)).toContain('close Grace');
  await enterWithData(grace, { name: 'Grace', link });
  await expect.poll(() => told(ada)).toContain('open Grace');
  await ada.evaluate(() => window.data.open('game').send('again'));
  await expect.poll(() => told(grace)).toContain('message Ada "again"');
  for (const page of [ada, grace]) await page.context().close();
});

test('64 MiB as a stream: what waits stays bounded, and all of it arrives', async ({ chromium, server }) => {
  const [ada, grace] = [await dataPage(chromium, server.url), await dataPage(chromium, server.url)];
  const link = await enterWithData(ada, { name: 'Ada', link: null });
  await enterWithData(grace, { name: 'Grace', link });
  await expect.poll(() => told(ada)).toEqual(['open Grace']);
  await expect.poll(() => told(grace)).toEqual(['open Ada']);
  const MIB = 1024 * 1024;
  await grace.evaluate(() => {
    const [from] = [...window.call.participants.keys()];
    const reader = window.data
      .open('game')
      .readable(from ?? '')
      .getReader();
    const read = async (): Promise<void> => {
      let bytes = 0;
      for (let next = await reader.read(); !next.done && next.value !== 'end'; next = await reader.read()) {
        if (next.value instanceof ArrayBuffer) bytes += next.value.byteLength;
      }
      window.told = [`${bytes} bytes in all`];
    };
    void read();
  });
  const most = await ada.evaluate(async (MIB) => {
    const game = window.data.open('game');
    const [to] = [...window.call.participants.keys()];
    const writer = game.writable(to ?? '').getWriter();
    let most = 0;
    // Larger than a message: sent in parts.
    const chunk = new Uint8Array(MIB);
    for (let sent = 0; sent < 64; sent += 1) {
      await writer.write(chunk);
      most = Math.max(most, game.bufferedAmount());
    }
    await writer.write('end');
    await writer.close();
    return { most, left: game.bufferedAmount() };
  }, MIB);
  expect(most.most).toBeGreaterThan(MIB / 4);
  expect(most.most).toBeLessThanOrEqual(MIB + 262_144);
  expect(most.left).toBe(0);
  await expect.poll(() => told(grace)).toEqual([`${64 * MIB} bytes in all`]);
  for (const page of [ada, grace]) await page.context().close();
});
