import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { FakeTab } from '../testing/fake-tab.ts';
import { everyoneLeaves, together } from '../testing/together.ts';
import { settled, until } from '../testing/until.ts';
import type { StatisticsSnapshot } from './snapshot.ts';
import { Statistics } from './statistics.ts';
import type { Stats } from './stats-report.ts';

const open: Statistics[] = [];

beforeEach(() => {
  // Statistics alone uses intervals; everything else goes on as it does.
  jest.useFakeTimers({
    now: 1_000_000,
    doNotFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'],
  });
});

afterEach(async () => {
  for (const statistics of open.splice(0)) {
    statistics.close();
  }
  const errors = await everyoneLeaves();
  jest.useRealTimers();
  expect(errors).toEqual([]);
});

/** What a tab's connection says from now on. Answers how often it was asked. */
function reports(tab: FakeTab, getStats: () => Promise<ReadonlyMap<string, Stats>>): { asked: number } {
  const count = { asked: 0 };
  Object.assign(tab.connection, {
    getStats: () => {
      count.asked += 1;
      return getStats();
    },
  });
  return count;
}

/** A report of sound alone, of which so much came up to now. */
function sound(bytesReceived: number, packetsReceived = bytesReceived / 100): ReadonlyMap<string, Stats> {
  const stats = { id: 'A', type: 'inbound-rtp', kind: 'audio', mid: '0', timestamp: Date.now() } as const;
  return new Map([['A', { ...stats, bytesReceived, packetsReceived }]]);
}

function watch(tab: FakeTab): { statistics: Statistics; snapshots: StatisticsSnapshot[] } {
  const statistics = new Statistics(tab.call);
  const snapshots: StatisticsSnapshot[] = [];
  open.push(statistics);
  statistics.addEventListener('snapshot', ({ snapshot }) => snapshots.push(snapshot));
  return { statistics, snapshots };
}

/** A second passes, and the snapshot that comes of it is there. */
async function second(snapshots: readonly StatisticsSnapshot[]): Promise<void> {
  const before = snapshots.length;
  jest.advanceTimersByTime(1000);
  await until(() => snapshots.length > before);
}

const inbound = (snapshot: StatisticsSnapshot | undefined, { id }: { id: string }): (number | null | undefined)[] => {
  const direction = snapshot?.participants.get(id)?.inbound;
  return [direction?.bitrate, direction?.main.audio?.bitrate];
};

test('a snapshot at once and one a second after, each over the second before it', async () => {
  const [ada] = await together();
  let bytes = 0;
  const count = reports(ada, async () => sound((bytes += 4000)));
  const { statistics, snapshots } = watch(ada);
  expect(statistics.snapshot).toBe(null);
  await until(() => snapshots.length === 1);
  await second(snapshots);
  await second(snapshots);

  expect(snapshots.map(({ at }) => at)).toEqual([1_000_000, 1_001_000, 1_002_000]);
  expect(snapshots.map((snapshot) => inbound(snapshot, ada.other))).toEqual([
    [null, null],
    [32_000, 32_000],
    [32_000, 32_000],
  ]);
  const [{ quality, connectionState } = {}] = snapshots[2]?.participants.values() ?? [];
  expect([quality, connectionState]).toEqual(['good', 'connected']);
  expect(statistics.snapshot).toBe(snapshots[2]);
  expect(count.asked).toBe(3);
});

test('everyone in the call is in it, and one whose report fails has no figures until it succeeds again', async () => {
  const [ada, grace] = await together(3);
  const [first, other] = [...ada.call.participants.values()];
  let isBroken = true;
  let bytes = 0;
  reports(ada, () => (isBroken ? Promise.reject(new Error('no report')) : Promise.resolve(sound((bytes += 4000)))));
  Object.assign(other?.peerConnection ?? {}, { getStats: async () => sound((bytes += 4000)) });
  const { snapshots } = watch(ada);
  await until(() => snapshots.length === 1);
  await second(snapshots);
  expect([...(snapshots[1]?.participants.keys() ?? [])]).toEqual([first?.id, other?.id]);
  expect(first?.id).toBe(grace.call.self.id);
  expect(inbound(snapshots[1], ada.other)).toEqual([null, undefined]);
  expect(inbound(snapshots[1], other ?? { id: '' })[0]).toBeGreaterThan(0);

  isBroken = false;
  await second(snapshots);
  await second(snapshots);
  expect(inbound(snapshots[3], ada.other)[0]).toBeGreaterThan(0);
});

test('a report that does not come holds up nobody', async () => {
  const [ada] = await together(3);
  const other = [...ada.call.participants.values()][1];
  const count = reports(ada, () => new Promise(() => {}));
  Object.assign(other?.peerConnection ?? {}, { getStats: async () => sound(Date.now() * 10) });
  const { snapshots } = watch(ada);
  await second(snapshots);
  await second(snapshots);
  expect(count.asked).toBe(1);
  expect(inbound(snapshots.at(-1), other ?? { id: '' })).toEqual([80_000, 80_000]);
});

test('the counters of a new connection are not compared with those of the old one', async () => {
  const [ada, grace] = await together();
  reports(ada, async () => sound(Date.now()));
  const { snapshots } = watch(ada);
  await until(() => snapshots.length === 1);
  const old = ada.other.peerConnection;
  grace.vanish();
  await grace.enter();
  await until(() => ada.other.peerConnection !== old && ada.other.connectionState === 'connected');
  reports(ada, async () => sound(Date.now() + 1_000_000));
  await second(snapshots);
  expect(inbound(snapshots.at(-1), ada.other)).toEqual([null, null]);
  await second(snapshots);
  expect(inbound(snapshots.at(-1), ada.other)).toEqual([8000, 8000]);
});

test('sound that is announced and stops coming is poor after two seconds and lost after five', async () => {
  const [ada] = await together();
  let bytes = 4000;
  reports(ada, async () => sound((bytes += 0)));
  const { snapshots } = watch(ada);
  await until(() => snapshots.length === 1);
  for (let count = 0; count < 6; count += 1) {
    await second(snapshots);
  }
  const word = (snapshot: StatisticsSnapshot) => snapshot.participants.get(ada.other.id)?.quality;
  expect(snapshots.map(word)).toEqual(['good', 'good', 'poor', 'poor', 'poor', 'lost', 'lost']);

  bytes += 4000;
  await second(snapshots);
  expect(word(snapshots.at(-1) as StatisticsSnapshot)).toBe('good');
});

test('it ends with the call: no timer, no question, no event after it', async () => {
  const [ada] = await together();
  const count = reports(ada, async () => sound(0));
  const { snapshots } = watch(ada);
  await until(() => snapshots.length === 1);
  expect(jest.getTimerCount()).toBe(1);
  await ada.call.hangUp();
  expect(jest.getTimerCount()).toBe(0);
  jest.advanceTimersByTime(10_000);
  await settled();
  expect([count.asked, snapshots.length]).toEqual([1, 1]);
});

test('closed while a report is on its way: it is not told', async () => {
  const [ada] = await together();
  reports(ada, async () => sound(0));
  const { statistics, snapshots } = watch(ada);
  statistics.close();
  statistics.close();
  await settled();
  expect([snapshots, statistics.snapshot, jest.getTimerCount()]).toEqual([[], null, 0]);
});

test('of a call that is over nothing is read', async () => {
  const [ada] = await together();
  const count = reports(ada, async () => sound(0));
  await ada.call.hangUp();
  const { snapshots } = watch(ada);
  await settled();
  expect([count.asked, snapshots.length, jest.getTimerCount()]).toEqual([0, 0, 0]);
});
