// The chat between pages with the library: exactly once and in order, whatever is reloaded; between Chromium and Firefox.
import { allDelivered, enterWithChat, say, texts } from './support/chat-calls.ts';
import { dataPage, tellChannels } from './support/data-calls.ts';
import { launchFirefox, libraryInFirefox } from './support/firefox.ts';
import { expect, test } from './support/fixtures.ts';
import type { AnyPage } from './support/media.ts';

test('messages that nobody had confirmed when either side reloaded arrive once and in order; not at who came later', async ({
  chromium,
  server,
}) => {
  const [ada, grace, late] = [
    await dataPage(chromium, server.url),
    await dataPage(chromium, server.url),
    await dataPage(chromium, server.url),
  ];
  const link = await enterWithChat(ada, { name: 'Ada', link: null });
  await enterWithChat(grace, { name: 'Grace', link });
  await say(ada, 'one');
  await expect.poll(() => texts(grace)).toEqual(['Ada: one']);

  // On their way as her page goes.
  await Promise.all([say(ada, 'two', 'three'), grace.reload()]);
  await say(ada, 'four');
  expect(await allDelivered(ada)).toBe(false);
  await ada.reload();
  await enterWithChat(ada, { name: 'Ada', link });
  await say(ada, 'five');
  await enterWithChat(grace, { name: 'Grace', link });
  const all = ['one', 'two', 'three', 'four', 'five'].map((text) => `Ada: ${text}`);
  await expect.poll(() => texts(grace)).toEqual(all);
  await expect.poll(() => allDelivered(ada)).toBe(true);
  expect(await texts(ada)).toEqual(all);

  await enterWithChat(late, { name: 'Late', link });
  await say(late, 'Am I late?');
  await expect.poll(() => texts(grace)).toEqual([...all, 'Late: Am I late?']);
  await say(grace, 'A little');
  await expect.poll(() => texts(late)).toEqual(['Late: Am I late?', 'Grace: A little']);
  for (const page of [ada, grace, late]) await page.context().close();
});

test('Firefox and Chromium: data and chat both ways, over a reload', async ({ chromium, server }) => {
  const ada = await dataPage(chromium, server.url);
  const firefox = await launchFirefox();
  try {
    const page = await libraryInFirefox(firefox, server.url, tellChannels);
    const link = await enterWithChat(page, { name: 'Fox', link: null });
    await enterWithChat(ada, { name: 'Ada', link });
    await say(ada, 'Hello');
    await expect.poll(() => texts(page)).toEqual(['Ada: Hello']);
    await say(page, 'Welcome');
    await expect.poll(() => texts(ada)).toEqual(['Ada: Hello', 'Fox: Welcome']);

    for (const each of [ada, page] as AnyPage[])
      await each.evaluate(() => Promise.resolve(void window.listen('bytes')));
    await expect.poll(() => ada.evaluate(() => window.data.open('bytes').isOpen())).toBe(true);
    await expect.poll(() => page.evaluate(() => window.data.open('bytes').isOpen())).toBe(true);
    for (const each of [ada, page] as AnyPage[]) {
      await each.evaluate(async () => {
        const bytes = window.data.open('bytes');
        const [to] = [...window.call.participants.keys()];
        const writer = bytes.writable(to ?? '').getWriter();
        await writer.write(new Uint8Array(5_000_000));
        await writer.close();
      });
    }
    const received = (told: string[]): number =>
      told.reduce((sum, line) => sum + Number(/message \w+ (\d+) bytes/.exec(line)?.[1] ?? 0), 0);
    await expect.poll(async () => received(await ada.evaluate(() => window.told))).toBe(5_000_000);
    await expect.poll(async () => received(await page.evaluate(() => window.told))).toBe(5_000_000);

    await page.reload();
    await say(ada, 'Are you there?');
    await enterWithChat(page, { name: 'Fox', link });
    await expect.poll(() => texts(page)).toEqual(['Ada: Hello', 'Fox: Welcome', 'Ada: Are you there?']);
    await expect.poll(() => allDelivered(ada)).toBe(true);
  } finally {
    await firefox.close();
    await ada.context().close();
  }
});
