// examples/node-bot: a participant in Node, in a call with browsers.
import type { Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { mediaFlows } from '../browser/support/media.ts';
import { EXAMPLES, expect, test } from './support/fixtures.ts';

interface Bot {
  process: ChildProcess;
  said: () => string;
}

function startBot(link: string): Bot {
  const bot = spawn(process.execPath, [join(EXAMPLES, 'node-bot/bot.js'), link], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  bot.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { process: bot, said: () => said };
}

/**
 * Says a text on a channel of its own to whom the page's newest connection leads, and bytes once that has come back; answers what
 * came back. Not both at once: what reaches the bot's library while it takes in a new channel may be told in another order.
 */
function echoed(page: Page, label: string): Promise<unknown[]> {
  return page.evaluate(async (label) => {
    const channel = window.recordedConnections.at(-1)?.createDataChannel(label, { ordered: true });
    if (!channel) throw new Error('There is no connection.');
    channel.binaryType = 'arraybuffer';
    const heard: unknown[] = [];
    const all = new Promise<void>((resolve) => {
      channel.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
        heard.push(typeof data === 'string' ? data : [...new Uint8Array(data)]);
        if (heard.length === 1) channel.send(new Uint8Array([1, 2, 3]));
        else resolve();
      });
    });
    channel.addEventListener('open', () => channel.send(`hello on ${label}`));
    await all;
    return heard;
  }, label);
}

test('the bot joins a call and says back what it is told, as text and as bytes', async ({ person }) => {
  const ada = await person('Ada');
  const bot = startBot(await ada.createCall());
  await ada.isConnected();
  for (const label of ['anything', 'something else']) {
    expect(await echoed(ada.page, label)).toEqual([`hello on ${label}`, [1, 2, 3]]);
  }

  const ended = once(bot.process, 'close');
  await ada.button('Hang up').click();
  expect(await ended).toEqual([0, null]);
  expect(bot.said()).toMatch(/^in the call as [\w-]+\nover: hangup\n$/);
});

test('the bot was there first: it offers to a newcomer, whose picture the others get all the same', async ({
  person,
}) => {
  const ada = await person('Ada');
  const link = await ada.createCall('', 3);
  const bot = startBot(link);
  await ada.isConnected();

  const grace = await person('Grace');
  await grace.join(link);
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
  await expect
    .poll(() => grace.page.evaluate(() => window.recordedConnections.map((each) => each.connectionState)))
    .toEqual(['connected', 'connected']);

  const ended = once(bot.process, 'close');
  bot.process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  await expect(grace.pictureOf('Echo')).toHaveCount(0);
});
