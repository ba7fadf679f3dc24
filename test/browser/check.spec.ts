// `parley.check()` as other people's pages call it, in real browsers, against a real coturn and in real trouble.
import type { Browser } from '@playwright/test';
import type { CheckOptions, CheckReport, CheckResult } from '../../libs/client/src/check.ts';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { freePort, startServer, type RunningServer } from '../support/start-server.ts';
import { launchChromium } from './support/chromium.ts';
import { launchFirefox } from './support/firefox.ts';
import { expect, test } from './support/fixtures.ts';
import { proxyWithoutUpgrades } from './support/proxy-without-upgrades.ts';
import { SecureTurnServer } from './support/secure-turn-server.ts';

const PAGE = '<!doctype html><title>Somebody’s page</title><script src="/parley.js"></script>';

/** Runs it in a page that has nothing but the library's one script. */
async function check(browser: Browser, baseURL: string, options: CheckOptions = {}): Promise<CheckReport> {
  const context = await browser.newContext({ baseURL });
  await context.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  const page = await context.newPage();
  await page.goto('/bare');
  const report = await page.evaluate(async (chosen) => (await new Parley().check(chosen)).report, options);
  await context.close();
  return report;
}

const verdicts = ({ results }: CheckReport): string[] =>
  results.map(({ id, status, code }) => `${id} ${status} ${code}`);
const figuresOf = ({ results }: CheckReport, id: string): CheckResult['figures'] =>
  results.find((result) => result.id === id)?.figures ?? {};

/** What everything passes with; of TURN over UDP, TCP and TLS. */
const PASSED = [
  'secure-context passed secure-context',
  'webrtc passed webrtc',
  'camera passed camera-works',
  'microphone passed microphone-works',
  'server passed server-answers',
  'websocket passed websocket-serves',
  'ice-servers passed ice-servers',
  'stun passed stun-sees-no-nat',
  'turn passed turn-serves',
  'turn-2 passed turn-serves',
  'turn-3 passed turn-serves',
  'relay-data passed relay-carries-data',
  'relay-media passed relay-carries-media',
];

test.describe('with a TURN server', () => {
  test.skip(!findTool(COTURN), 'coturn is missing');
  let turn: SecureTurnServer;
  let chromium: Browser;

  test.beforeAll(async () => {
    turn = await SecureTurnServer.start();
    chromium = await launchChromium({ args: [`--ignore-certificate-errors-spki-list=${turn.fingerprint}`] });
  });
  test.afterAll(async () => {
    await chromium.close();
    await turn.stop();
  });

  async function withServer(env: Record<string, string>, use: (server: RunningServer) => Promise<void>): Promise<void> {
    const server = await startServer({ env });
    try {
      await use(server);
    } finally {
      await server.discard();
    }
  }

  test('everything passes: TURN over UDP, TCP and TLS, data and picture through the relay alone', async () => {
    await withServer({ ...turn.settings(), PARLEY_API_KEYS: 'a-key' }, async (server) => {
      const report = await check(chromium, server.url, { askForDevices: true });
      expect(verdicts(report)).toEqual(PASSED);
      expect(report.status).toBe('passed');
      const data = figuresOf(report, 'relay-data');
      expect(data).toMatchObject({ candidateType: 'relay' });
      expect(data.connectTime).toBeGreaterThan(0);
      expect(data.roundTripTime).toBeGreaterThan(0);
      const media = figuresOf(report, 'relay-media');
      expect(media.packetsReceived).toBeGreaterThan(50);
      expect(media.packetLoss).toBeLessThan(0.02);
      expect(report.text).not.toMatch(/127\.0\.0\.1|\d{10}:/);

      const everyCall = await fetch(`${server.url}/api/v1/calls`, { headers: { Authorization: 'Bearer a-key' } });
      expect(await everyCall.json()).toMatchObject({ items: [] });
    });
  });

  test('credentials that the TURN server refuses and a STUN server that is dead: each line says so', async () => {
    const settings = turn.settings([turn.udp, turn.tcp, turn.tls], 'south');
    await withServer({ ...settings, PARLEY_STUN_URLS: `stun:127.0.0.1:${await freePort()}` }, async (server) => {
      const report = await check(chromium, server.url, { groups: ['network'] });
      expect(verdicts(report)).toEqual([
        'ice-servers passed ice-servers',
        'stun warning stun-silent',
        'turn failed turn-refused',
        'turn-2 failed turn-refused',
        'turn-3 failed turn-refused',
        'relay-data failed no-relay',
      ]);
      expect(report.text).toContain('PARLEY_TURN_SECRET');
    });
  });

  test('@long TURN that answers over TCP alone: UDP and an untrusted certificate are named, TCP carries all', async () => {
    const untrusting = await launchChromium();
    const dead = `turn:127.0.0.1:${await freePort()}?transport=udp`;
    await withServer(turn.settings([dead, turn.tcp, turn.tls]), async (server) => {
      const report = await check(untrusting, server.url, { groups: ['network'] });
      expect(verdicts(report)).toEqual([
        'ice-servers passed ice-servers',
        'stun passed stun-sees-no-nat',
        'turn warning turn-unreachable',
        'turn-2 passed turn-serves',
        'turn-3 warning turn-unreachable',
        'relay-data passed relay-carries-data',
        'relay-media passed relay-carries-media',
      ]);
      expect(figuresOf(report, 'relay-media').relayProtocol).toBe('tcp');
      expect(report.results.map(({ remedy }) => remedy ?? '').join()).toContain('certificate');
    });
    await untrusting.close();
  });

  test('@long in Firefox everything passes too, over UDP and TCP', async () => {
    const firefox = await launchFirefox();
    await withServer(turn.settings([turn.udp, turn.tcp]), async (server) => {
      const page = await firefox.newPage();
      await page.goto(`${server.url}/`);
      await page.addScriptTag({ url: '/parley.js' });
      const report = await page.evaluate(async () => (await new Parley().check({ askForDevices: true })).report);
      expect(verdicts(report)).toEqual(PASSED.filter((line) => !line.startsWith('turn-3')));
      expect(figuresOf(report, 'relay-media').packetsReceived).toBeGreaterThan(50);
    });
    await firefox.close();
  });
});

test('where WebSockets are refused it says so, and that polling serves', async ({ chromium, server }) => {
  const proxy = await proxyWithoutUpgrades(server.url);
  const report = await check(chromium, proxy.url, { groups: ['server'] });
  expect(verdicts(report)).toEqual([
    'server passed server-answers',
    'websocket warning websocket-blocked',
    'polling passed polling-serves',
  ]);
  proxy.close();
});

test('a server without a relay: it says so, and how to have one', async ({ chromium, server }) => {
  const report = await check(chromium, server.url, { groups: ['network'] });
  expect(verdicts(report)).toEqual(['ice-servers warning no-ice-servers']);
  expect(report.text).toContain('npm start -- --turn');
});

test('no camera, and a microphone that works', async ({ server }) => {
  const browser = await launchChromium({ cameras: 0 });
  const report = await check(browser, server.url, { groups: ['devices'], askForDevices: true });
  expect(verdicts(report)).toEqual(['camera warning no-camera', 'microphone passed microphone-works']);
  await browser.close();
});

test('devices are not asked for by themselves; refused ones are named', async ({ server }) => {
  const browser = await launchChromium({ grantMedia: false });
  const unasked = await check(browser, server.url, { groups: ['devices'] });
  expect(verdicts(unasked)).toEqual(['camera skipped devices-not-asked', 'microphone skipped devices-not-asked']);
  const refused = await check(browser, server.url, { groups: ['devices'], askForDevices: true });
  expect(verdicts(refused)).toEqual(['camera failed camera-refused', 'microphone failed microphone-refused']);
  await browser.close();
});

test('a page that is not secure: it says so, and nothing of the devices can be told', async ({ server }) => {
  const browser = await launchChromium({ args: ['--host-resolver-rules=MAP parley.test 127.0.0.1'] });
  const report = await check(browser, `http://parley.test:${server.port}`, {
    groups: ['browser', 'devices', 'server'],
  });
  expect(verdicts(report)).toEqual([
    'secure-context failed insecure-context',
    'webrtc passed webrtc',
    'camera skipped devices-hidden',
    'microphone skipped devices-hidden',
    'server passed server-answers',
    'websocket passed websocket-serves',
  ]);
  await browser.close();
});
