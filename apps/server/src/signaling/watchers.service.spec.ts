import { EventEmitter } from 'node:events';
import { jest } from '@jest/globals';
import type { StoredCall } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { ClientSocket, type SignalingSocket } from './client-socket.ts';
import { SignalingTimes } from './signaling-times.ts';
import { WatchersService } from './watchers.service.ts';

function call(id: string, name: string, listed = true): StoredCall {
  return {
    id,
    name,
    listed,
    state: 'waiting',
    maxParticipants: 2,
    metadata: {},
    participants: [],
    createdAt: '',
    startedAt: null,
    endedAt: null,
    endReason: null,
  };
}

let changes: CommittedChanges;
let watchers: WatchersService;

function watcher(base = 'http://a') {
  const socket = new EventEmitter();
  const heard: string[] = [];
  socket.on('call-changed', (notice: { call: { name: string; joinUrl: string } }) =>
    heard.push(`${notice.call.name} ${notice.call.joinUrl}`),
  );
  const client = new ClientSocket(socket as unknown as SignalingSocket, base, { isBehind: false });
  return { client, heard };
}

const change = (state: StoredCall, wasListed = state.listed) =>
  changes.publish([{ kind: 'call-changed', call: state, version: 1, wasListed }]);

beforeEach(() => {
  jest.useFakeTimers();
  changes = new CommittedChanges();
  watchers = new WatchersService(changes, new SignalingTimes());
});

afterEach(() => {
  watchers.onModuleDestroy();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function watching() {
  const one = watcher();
  watchers.add(one.client);
  watchers.open(one.client);
  return one;
}

it('tells nothing any more to one whose key was revoked', () => {
  const { client, heard } = watcher();
  let serves = true;
  watchers.add(client, () => serves);
  watchers.open(client);
  change(call('one', 'first'));
  serves = false;
  change(call('two', 'second'));
  serves = true;
  change(call('three', 'third'));
  expect(heard).toEqual([expect.stringContaining('first')]);
  expect(watchers.size).toBe(0);
});

it('tells a change at once, and of what follows only the latest, once the interval has passed', () => {
  const { heard } = watching();
  for (const name of ['a', 'b', 'c']) change(call('1', name));
  change(call('2', 'other'));
  expect(heard).toEqual(['a http://a/c/1', 'other http://a/c/2']);
  jest.advanceTimersByTime(250);
  expect(heard.slice(2)).toEqual(['c http://a/c/1']);
  jest.advanceTimersByTime(1000);
  expect(heard).toHaveLength(3);
  change(call('1', 'd'));
  expect(heard.at(-1)).toBe('d http://a/c/1');
});

it('says once more that a call is listed no longer, and then nothing of it', () => {
  const { heard } = watching();
  change(call('1', 'never listed', false));
  change(call('2', 'a'));
  change(call('2', 'unlisted', false), true);
  change(call('2', 'unseen', false), false);
  jest.advanceTimersByTime(1000);
  expect(heard).toEqual(['a http://a/c/2', 'unlisted http://a/c/2']);
});

it('keeps what happens before the answer of a watch has left, the newest of each call', () => {
  const { client, heard } = watcher();
  watchers.add(client);
  change(call('1', 'a'));
  change(call('1', 'b'));
  change(call('2', 'x'));
  jest.advanceTimersByTime(250);
  expect(heard).toEqual([]);
  watchers.open(client);
  expect(heard).toEqual(['b http://a/c/1', 'x http://a/c/2']);
});

it('shows each watcher the address by which it came', () => {
  const [one, other] = [watching(), watcher('https://b')];
  watchers.add(other.client);
  watchers.open(other.client);
  change(call('1', 'a'));
  expect([...one.heard, ...other.heard]).toEqual(['a http://a/c/1', 'a https://b/c/1']);
});

it('forgets who no longer watches, and counts who does', () => {
  const { client, heard } = watching();
  watchers.add(client);
  expect(watchers.size).toBe(1);
  watchers.remove(client);
  watchers.open(client);
  expect(watchers.size).toBe(0);
  change(call('1', 'a'));
  expect(heard).toEqual([]);
});

it('tells who begins to watch in a pause of the latest state, not of one from before it looked', () => {
  const first = watching();
  change(call('c', 'one'));
  change(call('c', 'two'));
  watchers.remove(first.client);
  change(call('c', 'three'));
  const second = watching();
  jest.advanceTimersByTime(250);
  expect(second.heard).toEqual(['three http://a/c/c']);
});
