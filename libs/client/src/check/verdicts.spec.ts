// What each check says of everything it may meet.
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { STUN, TURN_TCP, TURN_TLS, TURN_UDP, type FakeCheckBrowser } from '../testing/fake-check-browser.ts';
import type { Gathering } from '../testing/fake-check-peers.ts';
import { find, resultsOf, stopTheClock } from '../testing/run-check.ts';
import { CHECK_CODES } from './check-codes.ts';
import type { CheckGroup, CheckName } from './check-line.ts';

beforeEach(stopTheClock);
afterEach(() => void jest.useRealTimers());

describe.each<[CheckGroup, CheckName, string, (browser: FakeCheckBrowser) => void]>([
  ['browser', 'secure-context', 'failed insecure-context', (browser) => (browser.secure = false)],
  ['browser', 'webrtc', 'failed no-webrtc', (browser) => (browser.webrtc = false)],
  ['devices', 'camera', 'skipped devices-hidden', (browser) => (browser.hidden = true)],
  ['devices', 'camera', 'failed camera-refused', (browser) => (browser.permissions.camera = 'denied')],
  ['devices', 'camera', 'failed camera-refused', (browser) => browser.devices.failures.push('NotAllowedError')],
  ['devices', 'camera', 'failed camera-in-use', (browser) => browser.devices.failures.push('NotReadableError')],
  ['devices', 'camera', 'warning no-camera', (browser) => void browser.devices.devices.splice(0, 2)],
  ['devices', 'microphone', 'skipped devices-hidden', (browser) => (browser.hidden = true)],
  ['devices', 'microphone', 'failed microphone-refused', (browser) => (browser.permissions.microphone = 'denied')],
  ['devices', 'microphone', 'failed no-microphone', (browser) => void browser.devices.devices.splice(2, 1)],
  ['devices', 'microphone', 'warning microphone-silent', (browser) => (browser.loudest = 0)],
  ['devices', 'microphone', 'passed microphone-works', (browser) => (browser.loudest = null)],
  ['server', 'server', 'failed server-unreachable', (browser) => browser.server.fail('unreachable')],
  ['server', 'server', 'failed server-silent', (browser) => browser.server.fail('silence')],
  ['server', 'server', 'failed not-a-parley-server', (browser) => browser.server.fail([200, '<h1>Sign in</h1>'])],
  ['server', 'server', 'failed not-a-parley-server', (browser) => browser.server.fail([502, 'Bad gateway'])],
  ['server', 'server', 'failed rate-limited', (browser) => browser.server.fail([429, { code: 'rate-limited' }])],
  ['server', 'server', 'failed server-refuses', (browser) => browser.server.fail([404, { code: 'not-found' }])],
  ['server', 'websocket', 'warning websocket-blocked', (browser) => (browser.socketFate = 'refused')],
  ['server', 'websocket', 'warning websocket-blocked', (browser) => (browser.socketFate = 'silence')],
  ['server', 'websocket', 'warning websocket-blocked', (browser) => (browser.socketFate = 'words')],
  ['server', 'polling', 'passed polling-serves', (browser) => (browser.socketFate = 'refused')],
  ['network', 'ice-servers', 'failed server-unreachable', (browser) => browser.server.fail('unreachable')],
  ['network', 'ice-servers', 'failed unavailable', (browser) => browser.server.fail([503, { code: 'unavailable' }])],
  ['network', 'ice-servers', 'skipped seat-needed', (browser) => browser.server.fail([401, { code: 'unauthorized' }])],
  ['network', 'ice-servers', 'warning no-turn', (browser) => void browser.server.iceServers.pop()],
  ['network', 'ice-servers', 'warning no-ice-servers', (browser) => void browser.server.iceServers.splice(0)],
  ['network', 'relay-data', 'failed relay-broken', (browser) => (browser.network.relaying = 'in silence')],
  ['network', 'relay-data', 'failed relay-broken', (browser) => (browser.network.relaying = 'until it fails')],
  ['network', 'relay-data', 'failed relay-broken', (browser) => (browser.network.echoes = false)],
  ['network', 'relay-data', 'warning relay-slow', (browser) => (browser.network.echoTime = 700)],
  ['network', 'relay-media', 'failed no-media', (browser) => (browser.network.packetsPerSecond = 0)],
  ['network', 'relay-media', 'warning packets-lost', (browser) => (browser.network.lostPerSecond = 2)],
  ['network', 'relay-media', 'failed packets-lost', (browser) => (browser.network.lostPerSecond = 20)],
  ['network', 'relay-media', 'failed check-broke', (browser) => (browser.draws = false)],
])('of %s, %s', (group, name, verdict, prepare) => {
  test(`is ${verdict}${verdict.startsWith('passed') ? '' : ', and says what to do'}`, async () => {
    const result = find(await resultsOf(prepare, [group]), name);
    expect(`${result?.status} ${result?.code}`).toBe(verdict);
    expect(result?.what).toMatch(/\w.*\.$/);
    if (result?.status !== 'passed') expect(result?.remedy).toMatch(/\w.*\.$/);
  });
});

describe.each<[address: string, name: CheckName, gathering: Gathering, verdict: string]>([
  [STUN, 'stun', 'srflx', 'passed stun-answers'],
  [STUN, 'stun', 'nothing', 'passed stun-sees-no-nat'],
  [STUN, 'stun', 'no answer', 'warning stun-silent'],
  [STUN, 'stun', 'unreachable', 'warning stun-silent'],
  [STUN, 'stun', 'unknown name', 'warning stun-not-found'],
  [TURN_UDP, 'turn', 'relay', 'passed turn-serves'],
  [TURN_UDP, 'turn', 'no answer', 'warning turn-unreachable'],
  [TURN_UDP, 'turn', 'unreachable', 'warning turn-unreachable'],
  [TURN_UDP, 'turn', 'nothing', 'warning turn-unreachable'],
  [TURN_UDP, 'turn', 'unknown name', 'failed turn-not-found'],
  [TURN_UDP, 'turn', 401, 'failed turn-refused'],
  [TURN_UDP, 'turn', 438, 'failed turn-refused'],
  [TURN_UDP, 'turn', 486, 'failed turn-full'],
  [TURN_UDP, 'turn', 508, 'failed turn-full'],
  [TURN_UDP, 'turn', 400, 'failed turn-declines'],
])('%s', (address, name, gathering, verdict) => {
  test(`that gives ${gathering} is ${verdict}`, async () => {
    const results = await resultsOf((browser) => browser.network.gathering.set(address, gathering), ['network']);
    const result = results.find((each) => each.address === address);
    expect(`${result?.check} ${result?.status} ${result?.code}`).toBe(`${name} ${verdict}`);
  });
});

test('each way to the TURN server has a line and a remedy of its own', async () => {
  const results = await resultsOf(
    (browser) => [TURN_UDP, TURN_TCP, TURN_TLS].forEach((url) => browser.network.gathering.set(url, 'unreachable')),
    ['network'],
  );
  const turn = results.filter((result) => result.check === 'turn');
  expect(turn.map(({ label }) => label)).toEqual([
    'TURN over UDP, port 3478',
    'TURN over TCP, port 3478',
    'TURN over TLS, port 5349',
  ]);
  expect(turn[0]?.remedy).toContain('may block UDP');
  expect(turn[1]?.remedy).toContain('TCP port 3478');
  expect(turn[2]?.remedy).toContain('certificate');
  expect(find(results, 'relay-data')).toMatchObject({ status: 'failed', code: 'no-relay' });
  expect(find(results, 'relay-media')).toBeUndefined();
});

test('figures: time to connect, round trip, and what got lost in five seconds', async () => {
  const results = await resultsOf((browser) => (browser.network.lostPerSecond = 2), ['network']);
  expect(find(results, 'relay-data')?.figures).toMatchObject({
    connectTime: expect.any(Number),
    roundTripTime: 20,
    candidateType: 'relay',
    relayProtocol: 'udp',
  });
  const { packetLoss, packetsReceived } = find(results, 'relay-media')!.figures;
  expect(packetsReceived).toBe(250);
  expect(packetLoss).toBeCloseTo(10 / 260);
});

test('without a server there is no word on signaling', async () => {
  const results = await resultsOf((browser) => browser.server.fail('unreachable'), ['server']);
  expect(results.map(({ check: name }) => name)).toEqual(['server']);
});

test('where neither WebSocket nor polling gets through, the last line says so', async () => {
  const results = await resultsOf(
    (browser) => {
      browser.socketFate = 'refused';
      browser.server.fail([400, 'no'], /socket\.io/);
    },
    ['server'],
  );
  expect(find(results, 'polling')).toMatchObject({ status: 'failed', code: 'polling-blocked' });
});

test('every finding has a line in the guide', async () => {
  const guide = await readFile(new URL('../../../../docs/check.md', import.meta.url), 'utf8');
  const told = [...guide.matchAll(/^\| `([a-z-]+)` +\| (?:passed|warning|failed|skipped)/gm)].map(
    ([, code = '']) => code,
  );
  expect(new Set(told)).toEqual(new Set(CHECK_CODES));
  expect(told.length).toBe(CHECK_CODES.length);
});
