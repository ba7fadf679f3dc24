import { afterEach, expect, test } from '@jest/globals';
import type { ReportedEntry, TimelineReport } from '@parley/protocol';
import { CallError } from '../call-error.ts';
import type { RestRequest } from '../signaling/rest-door.ts';
import { SnapshotEvent, type Statistics } from '../statistics/statistics.ts';
import type { FakeTab } from '../testing/fake-tab.ts';
import { everyoneLeaves, together } from '../testing/together.ts';
import { settled, until } from '../testing/until.ts';
import { FlightRecorder } from './flight-recorder.ts';
import type { Surroundings } from './surroundings.ts';

/** Never, within a test: what is to go later stays until it is flushed. */
const LATER = { interval: 3_600_000 };

const recorders: FlightRecorder[] = [];

afterEach(async () => {
  const complaints = await everyoneLeaves();
  await Promise.all(recorders.splice(0).map((recorder) => recorder.flush()));
  expect(complaints).toEqual([]);
});

/** The page around a recorder. */
class FakeSurroundings implements Surroundings {
  online = true;
  visible = true;
  #listener: Parameters<Surroundings['listen']>[0] = () => {};

  listen(listener: Parameters<Surroundings['listen']>[0], signal: AbortSignal): void {
    this.#listener = (event) => !signal.aborted && listener(event);
  }

  change(change: Partial<Pick<Surroundings, 'online' | 'visible'>>): void {
    Object.assign(this, change);
    this.#listener('change');
  }

  go(): void {
    this.#listener('pagehide');
  }
}

interface Recording {
  recorder: FlightRecorder;
  page: FakeSurroundings;
  requests: { path: string; request: RestRequest }[];
  entries: () => ReportedEntry[];
  /** Entries in few words. */
  words: () => string[];
}

/** Records at a tab whose server takes everything, unless `answer` refuses. */
function record(tab: FakeTab, answer: () => Promise<unknown> = () => Promise.resolve({ stored: 1 })): Recording {
  const requests: Recording['requests'] = [];
  tab.ask = async <Answer>(path = '', request: RestRequest = {}) => {
    requests.push({ path, request });
    return (await answer()) as Answer;
  };
  const page = new FakeSurroundings();
  const recorder = new FlightRecorder(tab.call, LATER, page);
  recorders.push(recorder);
  const entries = () => requests.flatMap(({ request }) => (request.body as TimelineReport).entries);
  const words = () =>
    entries().map(({ at: _at, kind, ...fact }) =>
      [kind, ...Object.entries(fact).flatMap(([name, value]) => (name === 'peer' ? [] : value))].join(' '),
    );
  return { recorder, page, requests, entries, words };
}

const refusing = (code: 'server-unreachable' | 'forbidden') => () => Promise.reject(new CallError(code, code));

test('the connection and its rungs are recorded from where they stand, each state once', async () => {
  const [ada, grace] = await together();
  const { recorder, requests, words } = record(ada);
  ada.connection.become('disconnected');
  ada.connection.become('disconnected');
  ada.connection.become('connected');
  await recorder.flush();
  expect(words()).toEqual([
    'recovery connected',
    'ice connected',
    'connection connected',
    'ice disconnected',
    'recovery waiting',
    'connection disconnected',
    'ice connected',
    'recovery connected',
    'connection connected',
  ]);
  expect(requests).toMatchObject([{ path: '/timeline', request: { method: 'POST', keepalive: true } }]);
  const peers = recordedPeers(requests);
  expect(peers).toEqual(new Set([grace.call.self.id]));
});

function recordedPeers(requests: Recording['requests']): Set<string | null | undefined> {
  const entries = requests.flatMap(({ request }) => (request.body as TimelineReport).entries);
  return new Set(entries.map((entry) => ('peer' in entry ? entry.peer : undefined)));
}

test('what failed goes at once, together with what waited', async () => {
  const [ada] = await together();
  const { words } = record(ada);
  ada.connection.become('failed');
  await until(() => words().includes('connection failed'));
  expect(words()).toContain('ice failed');
});

test('its own socket, network and page are recorded when they are not as they should be', async () => {
  const [ada] = await together();
  const { recorder, page, words } = record(ada);
  await recorder.flush();
  const before = words().length;
  page.change({ online: false });
  page.change({ online: true });
  page.change({ visible: false });
  ada.channel.cut();
  ada.channel.restore();
  await until(() => ada.call.signaling === 'connected');
  await recorder.flush();
  expect(words().slice(before)).toEqual([
    'network offline',
    'network online',
    'page hidden',
    'signaling reconnecting',
    'signaling connected',
  ]);
});

test('a page that goes says all of it at once, in batches that the server takes', async () => {
  const [ada] = await together();
  const { page, recorder, requests, words } = record(ada);
  for (let index = 0; index < 60; index += 1) {
    page.change({ online: index % 2 === 1 });
  }
  page.go();
  expect(requests).toHaveLength(2);
  expect(requests.every(({ request }) => (request.body as TimelineReport).entries.length <= 50)).toBe(true);
  expect(words().at(-1)).toBe('page closed');
  await recorder.flush();
});

test('quality words and the path of media come from the statistics, when they change', async () => {
  const [ada, grace] = await together();
  const { recorder, words, entries } = record(ada);
  const statistics = new EventTarget();
  recorder.watch(statistics as Statistics);
  const say = (quality: string | null, protocol: string | null): void => {
    const candidatePair = protocol && {
      local: { candidateType: 'relay', protocol: 'udp', relayProtocol: protocol },
      remote: { candidateType: 'srflx', protocol: 'udp', relayProtocol: null },
    };
    const participants = new Map([[grace.call.self.id, { quality, candidatePair }]]);
    statistics.dispatchEvent(new SnapshotEvent({ at: 0, participants } as never));
  };
  say(null, null);
  say('good', 'tls');
  say('good', 'tls');
  say('poor', 'tls');
  await recorder.flush();
  expect(words().filter((word) => /quality|path/.test(word))).toEqual([
    'quality good',
    'path relay srflx tls',
    'quality poor',
  ]);
  expect(entries().at(-1)).toMatchObject({ peer: grace.call.self.id });
});

test('a diagnosis is a code, and goes at once', async () => {
  const [ada, grace] = await together();
  const { recorder, entries } = record(ada);
  recorder.diagnosed({ cause: 'udp-blocked' });
  recorder.diagnosed({ cause: 'udp-blocked' });
  recorder.diagnosed({ cause: 'At 192.0.2.7!' }, grace.call.self.id);
  const diagnoses = () => entries().filter(({ kind }) => kind === 'diagnosis');
  await until(() => diagnoses().length === 2);
  expect(diagnoses()).toMatchObject([
    { peer: null, cause: 'udp-blocked' },
    { peer: grace.call.self.id, cause: 'unknown' },
  ]);
  recorder.diagnosed(null);
  recorder.diagnosed({ cause: 'udp-blocked' });
  await until(() => diagnoses().length === 3);
});

test('who comes is recorded, who leaves too, and the end sends what is left', async () => {
  const [ada, grace] = await together(3);
  const { page, words, entries } = record(ada);
  await grace.call.hangUp();
  await until(() => ada.call.participants.size === 1);
  await ada.call.hangUp();
  await until(() => entries().length > 0);
  const closed = entries().find((entry) => 'state' in entry && entry.state === 'closed');
  expect(closed).toMatchObject({ kind: 'connection', peer: grace.call.self.id });
  const sent = words().length;
  page.change({ online: false });
  await settled();
  expect(words()).toHaveLength(sent);
});

test('a server that does not answer gets the same entries again later; none is lost and none is twice', async () => {
  const [ada] = await together();
  let away = true;
  const { recorder, requests } = record(ada, () =>
    away ? refusing('server-unreachable')() : Promise.resolve({ stored: 1 }),
  );
  await recorder.flush();
  ada.connection.become('disconnected');
  away = false;
  await recorder.flush();
  const [first, second] = requests.map(({ request }) => request.body as TimelineReport);
  expect(second?.entries.slice(0, first?.entries.length)).toEqual(first?.entries);
  await recorder.flush();
  expect(requests).toHaveLength(2);
});

test('what the server refuses for good is dropped, and nothing is thrown', async () => {
  const [ada] = await together();
  const { recorder, requests } = record(ada, refusing('forbidden'));
  await recorder.flush();
  await recorder.flush();
  expect(requests).toHaveLength(1);
});

test('a server that stays away is given up, and what waits never grows without end', async () => {
  const [ada] = await together();
  let away = true;
  const answer = () => (away ? refusing('server-unreachable')() : Promise.resolve({ stored: 1 }));
  const { recorder, page, requests } = record(ada, answer);
  for (let index = 0; index < 600; index += 1) {
    page.change({ online: index % 2 === 1 });
  }
  page.go();
  expect(requests.flatMap(({ request }) => (request.body as TimelineReport).entries)).toHaveLength(500);
  requests.length = 0;
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await recorder.flush();
  }
  const batches = requests.map(({ request }) => (request.body as TimelineReport).entries[0]);
  expect(new Set(batches).size).toBeGreaterThan(1);
  away = false;
});

test('a call that is over already is not recorded', async () => {
  const [ada] = await together();
  await ada.call.hangUp();
  const { recorder, requests } = record(ada);
  await recorder.flush();
  expect(requests).toEqual([]);
});
