// webrtc-adapter is loaded in browsers that lack something, and in no other.
import type { BrowserContext, Page } from '@playwright/test';
import { launchFirefox } from './support/firefox.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';

const ADAPTER = /webrtc-adapter/;

const PAGE = `<!doctype html><title>Someone's page</title>
  <script src="/parley.js"></script><script src="/parley/adapter.js"></script>`;

declare global {
  interface Window {
    Parley: { adaptBrowser: () => Promise<boolean> };
  }
}

/** A browser of before 2023, as far as this goes. */
function forgetConnectionState(): void {
  Reflect.deleteProperty(RTCPeerConnection.prototype, 'connectionState');
}

/** The addresses that a context asks for from now on. */
function requestsOf(context: BrowserContext): string[] {
  const urls: string[] = [];
  context.on('request', (request) => urls.push(request.url()));
  return urls;
}

async function someonesPage(context: BrowserContext): Promise<Page> {
  await context.route('/bare', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  const page = await context.newPage();
  await page.goto('/bare');
  return page;
}

test('Chromium needs no adapter: neither the page nor the script loads one', async ({ server, person }) => {
  const ada = await person('Ada');
  const asked = requestsOf(ada.page.context());
  await ada.createCall();
  const page = await someonesPage(ada.page.context());
  expect(await page.evaluate(() => window.Parley.adaptBrowser())).toBe(false);
  expect(asked).toContain(`${server.url}/parley/adapter.js`);
  expect(asked.filter((url) => ADAPTER.test(url))).toEqual([]);
});

test('Firefox needs no adapter either', async ({ server }) => {
  const firefox = await launchFirefox();
  try {
    const page = await firefox.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(server.url);
    await page.locator('button').wait();
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((url) => ADAPTER.test(url))).toEqual([]);
  } finally {
    await firefox.close();
  }
});

test('a browser without connectionState loads the adapter before anything else, and calls', async ({ person }) => {
  const [ada, grace] = [await person('Ada'), await person('Grace')];
  await grace.page.addInitScript(forgetConnectionState);
  const asked = requestsOf(grace.page.context());
  await grace.join(await ada.createCall());
  await grace.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
  expect(asked.filter((url) => ADAPTER.test(url))).toHaveLength(1);
});

test('the script of the adapter loads it from where it came itself', async ({ chromium, server }) => {
  const context = await chromium.newContext({ baseURL: server.url });
  await context.addInitScript(forgetConnectionState);
  const asked = requestsOf(context);
  const page = await someonesPage(context);
  expect(await page.evaluate(() => window.Parley.adaptBrowser())).toBe(true);
  expect(await page.evaluate(() => 'connectionState' in RTCPeerConnection.prototype)).toBe(true);
  expect(asked).toContain(`${server.url}/parley/webrtc-adapter.js`);
  await context.close();
});
