// The server's page and library on other people's sites: with their operator's leave they work, without it browsers refuse.
import { expect, type Browser, type Page } from '@playwright/test';
import { freePort, startServer, type RunningServer } from '../support/start-server.ts';
import { test } from './support/fixtures.ts';
import { mediaFlows, recordConnections } from './support/media.ts';
import { OtherSite } from './support/other-site.ts';

interface Stage {
  site: OtherSite;
  parley: RunningServer;
  /** A page of the other site, and what its console said at level error. */
  visit: (chromium: Browser) => Promise<{ page: Page; complaints: string[] }>;
  clear: () => Promise<void>;
}

async function stage(body: (parley: string) => string, allowed: boolean): Promise<Stage> {
  const port = await freePort();
  const origins = allowed ? { PARLEY_CORS_ORIGINS: `http://localhost:${port}` } : {};
  const parley = await startServer({ env: { PARLEY_STUN_URLS: '', ...origins } });
  const site = await OtherSite.open(port);
  site.body = body(parley.url);
  const visit = async (chromium: Browser) => {
    const context = await chromium.newContext();
    await context.addInitScript(recordConnections);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(site.origin);
    return { page, complaints };
  };
  const clear = async () => {
    site.close();
    await parley.discard();
  };
  return { site, parley, visit, clear };
}

const withScript = (parley: string) => `<script src="${parley}/parley.js"></script>`;
/** In a browser of before 2023, as far as this goes. */
const withAdapter = (parley: string) =>
  `<script>delete RTCPeerConnection.prototype.connectionState</script>${withScript(parley)}
  <script src="${parley}/parley/adapter.js"></script>`;
const withFrame = (parley: string) =>
  `<iframe src="${parley}/" allow="camera; microphone" width=900 height=700></iframe>`;

const enter = (page: Page, link: string | null): Promise<string> =>
  page.evaluate(async (link) => {
    const parley = new window.Parley();
    const media = new window.Parley.LocalMedia();
    await media.start();
    const call = link ? await parley.joinCall(link, { media }) : await parley.createCall({ media });
    const show = (stream: MediaStream) => {
      document.body.append(Object.assign(document.createElement('video'), { autoplay: true, srcObject: stream }));
    };
    for (const participant of call.participants.values()) show(participant.stream);
    call.addEventListener('participantjoined', ({ participant }) => show(participant.stream));
    return call.joinUrl;
  }, link);

test('parley.js on a site that is allowed: a call from there', async ({ chromium }) => {
  const { visit, clear, parley } = await stage(withScript, true);
  const [ada, grace] = [await visit(chromium), await visit(chromium)];
  try {
    const link = await enter(ada.page, null);
    expect(link).toContain(parley.url);
    await enter(grace.page, link);
    await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
    expect([...ada.complaints, ...grace.complaints]).toEqual([]);
  } finally {
    for (const { page } of [ada, grace]) await page.context().close();
    await clear();
  }
});

test('parley.js on a site that is allowed loads its check from beside itself', async ({ chromium }) => {
  const { visit, clear } = await stage(withScript, true);
  const { page } = await visit(chromium);
  try {
    const { status } = await page.evaluate(async () => {
      const run = await new window.Parley().check({ groups: ['browser'] });
      return run.report;
    });
    expect(status).toBe('passed');
  } finally {
    await page.context().close();
    await clear();
  }
});

test('the adapter on a site that is allowed loads webrtc-adapter from beside itself', async ({ chromium }) => {
  const { visit, clear } = await stage(withAdapter, true);
  const { page, complaints } = await visit(chromium);
  try {
    expect(await page.evaluate(() => 'connectionState' in RTCPeerConnection.prototype)).toBe(false);
    expect(await page.evaluate(() => window.Parley.adaptBrowser())).toBe(true);
    expect(await page.evaluate(() => 'connectionState' in RTCPeerConnection.prototype)).toBe(true);
    expect(complaints).toEqual([]);
  } finally {
    await page.context().close();
    await clear();
  }
});

test('parley.js on a site that is not allowed loads, and is told so when it calls', async ({ chromium }) => {
  const { visit, clear } = await stage(withScript, false);
  const { page } = await visit(chromium);
  try {
    const refusal = await enter(page, null).catch(String);
    expect(refusal).toMatch(/cannot be reached/);
  } finally {
    await page.context().close();
    await clear();
  }
});

test('the page in a frame of a site that is allowed: the camera starts and a call begins', async ({ chromium }) => {
  const { visit, clear } = await stage(withFrame, true);
  const { page, complaints } = await visit(chromium);
  try {
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Start camera', exact: true }).click();
    await expect(frame.getByLabel('You', { exact: true })).toBeVisible();
    await frame.getByRole('button', { name: 'Create a call', exact: true }).click();
    await expect(frame.getByRole('status')).toContainText('Waiting for someone');
    expect(complaints).toEqual([]);
  } finally {
    await page.context().close();
    await clear();
  }
});

test('the page in a frame of any other site is not shown', async ({ chromium }) => {
  const { visit, clear } = await stage(withFrame, false);
  const { page, complaints } = await visit(chromium);
  try {
    await expect.poll(() => complaints.join()).toContain('frame-ancestors');
    await expect(page.frameLocator('iframe').getByRole('button')).toHaveCount(0);
  } finally {
    await page.context().close();
    await clear();
  }
});

test('the page and the documentation keep to their own policy', async ({ chromium, server }) => {
  const page = await chromium.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  for (const path of ['/', '/docs', '/c/no-such-call']) {
    await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
  }
  expect(complaints.filter((text) => /Content.Security.Policy|Refused|violates/i.test(text))).toEqual([]);
  await page.close();
});
