import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import {
  FakeCheckBrowser,
  SECRETS,
  STUN,
  TURN_TCP,
  TURN_TLS,
  TURN_UDP,
  type Answer,
} from '../testing/fake-check-browser.ts';
import type { FakeTrack } from '../testing/fake-media-track.ts';
import { find, resultsOf, runCheck, stopTheClock, URL_OF_SERVER } from '../testing/run-check.ts';
import type { CheckLine } from './check-line.ts';
import { CheckRun } from './check-run.ts';

beforeEach(stopTheClock);
afterEach(() => void jest.useRealTimers());

test('where all is well every line passes, and the report says so without addresses or secrets', async () => {
  const { status, results, text } = await runCheck(new FakeCheckBrowser(), { askForDevices: true });
  expect(status).toBe('passed');
  expect(results.map(({ id, status: found }) => `${id} ${found}`)).toEqual([
    'secure-context passed',
    'webrtc passed',
    'camera passed',
    'microphone passed',
    'server passed',
    'websocket passed',
    'ice-servers passed',
    'stun passed',
    'turn passed',
    'turn-2 passed',
    'turn-3 passed',
    'relay-data passed',
    'relay-media passed',
  ]);
  expect(text).toMatch(/^Parley connection check: passed\n.*\nBrowser\/1\n/);
  expect(text).toContain('[passed] TURN over TLS, port 5349: The TURN server gives a relay. (turn-serves)');
  expect(text).toMatch(/relay-carries-data\)\n {2}Measured: .*candidate relay, relay over UDP/);
  for (const secret of SECRETS) expect(text).not.toContain(secret);
});

test('nothing of it stays: the call is unlisted and erased, connections, sockets and devices are closed', async () => {
  const browser = new FakeCheckBrowser();
  await runCheck(browser, { askForDevices: true });
  expect(browser.server.log).toEqual([
    'GET /api/v1/ice-servers',
    'POST /api/v1/calls',
    'POST /api/v1/calls/the-call/participants',
    'DELETE /api/v1/calls/the-call',
  ]);
  expect(browser.ends.length).toBe(8);
  expect(browser.ends.every(({ closed }) => closed)).toBe(true);
  expect(browser.sockets.every(({ closed }) => closed)).toBe(true);
  expect(browser.devices.opened.map(({ readyState }: FakeTrack) => readyState)).toEqual(['ended', 'ended']);
});

test('lines of the report stand in the order in which they began, however long each took', async () => {
  const results = await resultsOf((browser) => browser.network.gathering.set(STUN, 'no answer'), ['network']);
  expect(results.map(({ id }) => id)).toEqual([
    'ice-servers',
    'stun',
    'turn',
    'turn-2',
    'turn-3',
    'relay-data',
    'relay-media',
  ]);
});

test('where one way to the TURN server is blocked, the loop takes the others alone', async () => {
  const browser = new FakeCheckBrowser();
  browser.network.gathering.set(TURN_UDP, 'no answer');
  const { status, results } = await runCheck(browser, { groups: ['network'] });
  expect(status).toBe('warning');
  expect(find(results, 'relay-media')?.status).toBe('passed');
  const { iceServers, iceTransportPolicy } = browser.ends.at(-1)!.configuration;
  expect(iceServers?.map(({ urls }) => urls)).toEqual([TURN_TCP, TURN_TLS]);
  expect(iceTransportPolicy).toBe('relay');
});

test('devices are not asked for unless that is wanted, and nothing asks where it is allowed already', async () => {
  const browser = new FakeCheckBrowser();
  browser.permissions = { camera: 'prompt', microphone: null };
  const { results } = await runCheck(browser, { groups: ['devices'] });
  expect(results.map(({ status, code }) => `${status} ${code}`)).toEqual([
    'skipped devices-not-asked',
    'skipped devices-not-asked',
  ]);
  expect(browser.devices.requests).toEqual([]);
  browser.permissions = { camera: 'granted', microphone: 'granted' };
  expect((await runCheck(browser, { groups: ['devices'] })).status).toBe('passed');
});

test('a question that nobody answers does not hold the check up, and a device that comes too late is closed', async () => {
  const browser = new FakeCheckBrowser();
  const open = browser.devices.getUserMedia.bind(browser.devices);
  let answer = (): void => {};
  browser.devices.getUserMedia = (constraints) =>
    new Promise<void>((resolve) => (answer = resolve)).then(() => open(constraints));
  const { results } = await runCheck(browser, { groups: ['devices'], askForDevices: true });
  expect(find(results, 'camera')).toMatchObject({ status: 'skipped', code: 'devices-unanswered' });
  answer();
  await jest.advanceTimersByTimeAsync(1);
  expect(browser.devices.opened.map(({ readyState }) => readyState)).toEqual(['ended']);
});

test('ICE servers that the page has are taken as they are: no call is made', async () => {
  const browser = new FakeCheckBrowser();
  const { results } = await runCheck(browser, { groups: ['network'], iceServers: browser.server.iceServers });
  expect(browser.server.log).toEqual([]);
  expect(find(results, 'relay-media')?.status).toBe('passed');
});

test.each<Answer>(['silence', [429, { code: 'rate-limited' }]])(
  'a call whose seat is refused (%j) is erased all the same',
  async (answer) => {
    const browser = new FakeCheckBrowser();
    browser.server.fail(answer, /participants$/);
    const { results } = await runCheck(browser, { groups: ['network'] });
    expect(results.map(({ status }) => status)).toEqual(['failed']);
    expect(browser.server.log.at(-1)).toBe('DELETE /api/v1/calls/the-call');
  },
);

test('it can be iterated: each check comes when it starts and with its finding, also for who comes late', async () => {
  const browser = new FakeCheckBrowser();
  const run = new CheckRun(URL_OF_SERVER, { groups: ['browser'] }, browser);
  const live: CheckLine[] = [];
  for await (const line of run) live.push(line);
  expect(live.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'secure-context running',
    'secure-context passed',
    'webrtc running',
    'webrtc passed',
  ]);
  const late: CheckLine[] = [];
  for await (const line of run) late.push(line);
  expect(late).toEqual(live);
  expect((await run.report).results).toEqual(live.filter(({ status }) => status !== 'running'));
});

test('aborted in any moment it ends at once, and leaves nothing open', async () => {
  for (let after = 0; after < 12_000; after += 400) {
    const browser = new FakeCheckBrowser();
    browser.network.gathering.set(TURN_TLS, 'no answer');
    const leaving = new AbortController();
    const run = new CheckRun(URL_OF_SERVER, { askForDevices: true, signal: leaving.signal }, browser);
    await jest.advanceTimersByTimeAsync(after);
    leaving.abort(new Error('gone'));
    await expect(run.report).rejects.toThrow('gone');
    await expect(
      run[Symbol.asyncIterator]()
        .next()
        .then(() => run.report),
    ).rejects.toThrow('gone');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(browser.ends.every(({ closed }) => closed)).toBe(true);
    const { log } = browser.server;
    expect(log.includes('DELETE /api/v1/calls/the-call')).toBe(log.includes('POST /api/v1/calls'));
    expect(jest.getTimerCount()).toBe(0);
  }
});
