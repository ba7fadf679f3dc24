// Named data channels between pages with the library: from the first offer, late, at the same moment, over new connections.
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
