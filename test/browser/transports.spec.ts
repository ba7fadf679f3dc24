// How the library reaches the server: by a WebSocket first, by polling where there is none.
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';
import { proxyWithoutUpgrades } from './support/proxy-without-upgrades.ts';

/** Which transports the page's requests and sockets used. */
function transportsOf(page: Page): Set<string> {
  const used = new Set<string>();
  page.on('request', (request) => {
    if (request.url().includes('/socket.io/')) used.add(new URL(request.url()).searchParams.get('transport') ?? '');
  });
  page.on('websocket', () => used.add('websocket'));
  return used;
}

test('a WebSocket is the first choice', async ({ person }) => {
  const ada = await person('Ada');
  const used = transportsOf(ada.page);
  await ada.createCall();
  expect([...used]).toEqual(['websocket']);
});

test('where WebSockets are refused, a call is made, held and ended over polling', async ({ person, server }) => {
  const proxy = await proxyWithoutUpgrades(server.url);
  const [ada, grace] = [await person('Ada'), await person('Grace', { baseURL: proxy.url })];
  const used = transportsOf(grace.page);
  await grace.join(new URL(await ada.createCall()).pathname);
  await grace.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
  expect(used).toContain('polling');

  await ada.button('Hang up').click();
  await expect(grace.page.getByText('Call ended')).toBeVisible();
  proxy.close();
});
