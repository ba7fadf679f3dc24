import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { LIMITS, Refusal } from '@parley/protocol';
import type { CallAccount, CommittedChange, StoredCall, VersionedCall } from '@parley/storage';
import { ListFeed } from './list-feed.ts';

const callOf = (number: number, changes: Partial<StoredCall> = {}): StoredCall => ({
  id: `call ${number}`,
  name: null,
  state: 'waiting',
  maxParticipants: 2,
  metadata: {},
  listed: true,
  participants: [],
  createdAt: new Date(Date.UTC(2026, 0, 1) + number).toISOString(),
  startedAt: null,
  endedAt: null,
  endReason: null,
  ...changes,
});

/** A database with a list of calls, and a server that follows it. */
function setUp() {
  const stored = new Map<string, VersionedCall>();
  const heard: string[] = [];
  const openCalls = jest.fn((limit: number) => {
    const open = [...stored.values()].filter(({ call }) => call.listed && call.state !== 'ended');
    return Promise.resolve(open.toReversed().slice(0, limit));
  });
  const account = jest.fn((id: string): Promise<CallAccount> => {
    const found = stored.get(id);
    return found
      ? Promise.resolve({ ...found, seats: [] })
      : Promise.reject(new Refusal('call-not-found', 'There is none.'));
  });
  const feed = new ListFeed({
    reader: { openCalls, account },
    announce: (change) => announce(change),
    isFollowed: (id) => id === 'call 0',
  });
  const announce = (change: CommittedChange): void => {
    if (change.kind === 'call-changed') heard.push(`${change.call.id} ${change.call.state}`);
    feed.note(change);
  };
  const store = (call: StoredCall): CommittedChange => {
    const version = (stored.get(call.id)?.version ?? 0) + 1;
    stored.set(call.id, { call, version });
    return { kind: 'call-changed', call, version, wasListed: true };
  };
  return { stored, heard, openCalls, account, feed, announce, store };
}

beforeAll(() => Logger.overrideLogger(false));

it('tells what came, changed and ended while nobody told of it, once', async () => {
  const { feed, heard, store, stored } = setUp();
  for (const number of [1, 2, 3]) store(callOf(number));
  await feed.look(true);
  expect(heard).toEqual([]);
  feed.missed();
  store(callOf(1, { state: 'active' }));
  store(callOf(2, { state: 'ended' }));
  stored.delete('call 3');
  store(callOf(4));
  await feed.look(false);
  expect(heard.toSorted()).toEqual(['call 1 active', 'call 2 ended', 'call 3 ended', 'call 4 waiting']);
  await feed.look(true);
  expect(heard).toHaveLength(4);
});

it('says nothing of what was told of, nor of a call that has a feed of its own', async () => {
  const { feed, heard, announce, store } = setUp();
  await feed.look(true);
  announce(store(callOf(1)));
  store(callOf(0));
  feed.missed();
  await feed.look(true);
  expect(heard).toEqual(['call 1 waiting']);
});

it('asks for calls that are too old for the list only once others are heard again', async () => {
  const { feed, heard, account, store } = setUp();
  store(callOf(1));
  await feed.look(true);
  for (let number = 2; number <= LIMITS.watchedCalls + 1; number += 1) store(callOf(number));
  store(callOf(1, { state: 'ended' }));
  feed.missed();
  await feed.look(false);
  expect(account).not.toHaveBeenCalled();
  expect(heard).toHaveLength(LIMITS.watchedCalls);
  await feed.look(true);
  expect(heard.at(-1)).toBe('call 1 ended');
  account.mockClear();
  await feed.look(true);
  expect(account).not.toHaveBeenCalled();
});

it('looks again for what could not be read', async () => {
  const { feed, heard, openCalls, store } = setUp();
  await feed.look(true);
  feed.missed();
  store(callOf(1));
  openCalls.mockRejectedValueOnce(new Error('away'));
  await feed.look(true);
  expect(heard).toEqual([]);
  await feed.look(true);
  expect(heard).toEqual(['call 1 waiting']);
});
