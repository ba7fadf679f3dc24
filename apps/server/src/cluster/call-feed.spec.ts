import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import type { CallAccount, CommittedChange, StoredCall } from '@parley/storage';
import { decode, encode, groupOf, type ChangeGroup } from './bus-message.ts';
import { CallFeed } from './call-feed.ts';

const CROSSING = 30;
const RETRY = 500;

const callAt = (version: number): StoredCall => ({
  id: 'call',
  name: `${version}`,
  state: 'active',
  maxParticipants: 4,
  metadata: {},
  listed: true,
  participants: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  endReason: null,
});

/** A commit that brought the call to this version, and says so by somebody's name. */
function commit(version: number): ChangeGroup {
  const participant = { id: `p${version}`, displayName: null, state: 'connected', joinedAt: '', leftAt: null } as const;
  return groupOf([
    { kind: 'participant-updated', callId: 'call', participant },
    { kind: 'call-changed', call: callAt(version), version, wasListed: true },
  ]);
}

const signal = (seq: number): ChangeGroup =>
  groupOf([{ kind: 'signal-appended', callId: 'call', to: 'ada', signal: { seq } } as unknown as CommittedChange]);

const taking = (version: number): ChangeGroup => {
  const seat = { callId: 'call', participantId: 'ada', callNumber: 1, seatNumber: 1, epoch: version };
  return groupOf([{ kind: 'seat-taken', seat, door: 'socket', call: callAt(version), version }]);
};

function setUp() {
  const heard: string[] = [];
  const account = jest.fn<() => Promise<CallAccount>>();
  const feed = new CallFeed({
    callId: 'call',
    announce: (changes, origin) => {
      for (const change of changes) {
        if (change.kind === 'participant-updated') heard.push(`${change.participant.id} ${origin}`);
        else if (change.kind === 'call-changed') heard.push(`v${change.version}`);
        else if (change.kind === 'signal-appended') heard.push(`signal ${change.signal.seq}`);
        else heard.push(change.kind);
      }
    },
    account,
    compare: () => [],
    times: { crossing: CROSSING, retry: RETRY },
  });
  const stands = (version: number) => account.mockResolvedValue({ call: callAt(version), version, seats: [] });
  return { heard, account, feed, stands };
}

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('announces at once what comes in its order, whoever committed it', () => {
  const { feed, heard } = setUp();
  feed.take(taking(3), 'here');
  feed.take(commit(4), 'elsewhere');
  feed.take(signal(1), 'elsewhere');
  feed.take(commit(5), 'here');
  expect(heard).toEqual(['seat-taken', 'p4 elsewhere', 'v4', 'signal 1', 'p5 here', 'v5']);
});

it('holds back what crossed another server’s message, signals behind it too, until that is there', () => {
  const { feed, heard, account } = setUp();
  feed.take(taking(3), 'here');
  feed.take(commit(5), 'here');
  feed.take(signal(1), 'here');
  expect(heard).toEqual(['seat-taken']);
  feed.take(commit(4), 'elsewhere');
  expect(heard).toEqual(['seat-taken', 'p4 elsewhere', 'v4', 'p5 here', 'v5', 'signal 1']);
  expect(account).not.toHaveBeenCalled();
  expect(jest.getTimerCount()).toBe(0);
});

it('reads what does not come, and then announces nothing twice', async () => {
  const { feed, heard, stands } = setUp();
  feed.take(taking(3), 'here');
  stands(5);
  feed.take(commit(5), 'here');
  await jest.advanceTimersByTimeAsync(CROSSING);
  expect(heard).toEqual(['seat-taken', 'v5']);
  feed.take(commit(4), 'elsewhere');
  feed.take(signal(1), 'elsewhere');
  feed.take(commit(6), 'elsewhere');
  expect(heard.slice(2)).toEqual(['signal 1', 'p6 elsewhere', 'v6']);
});

it('a seat that is taken back tells of a version that it did not make: that is read, should nobody have announced it', async () => {
  const { feed, heard, stands } = setUp();
  feed.take(commit(4), 'here');
  stands(5);
  feed.take(taking(5), 'elsewhere');
  expect(heard).toEqual(['p4 here', 'v4']);
  await jest.advanceTimersByTimeAsync(CROSSING);
  expect(heard.slice(2)).toEqual(['v5', 'seat-taken']);
  feed.take(commit(5), 'elsewhere');
  feed.take(taking(5), 'elsewhere');
  expect(heard.slice(4)).toEqual(['seat-taken']);
});

it('lets a taking of the seat through however old the call is that it tells of', () => {
  const { feed, heard } = setUp();
  feed.take(commit(5), 'here');
  feed.take(taking(5), 'elsewhere');
  feed.take(taking(4), 'elsewhere');
  expect(heard.slice(2)).toEqual(['seat-taken', 'seat-taken']);
});

it('while a seat is being taken here, what other servers commit waits for it', () => {
  const { feed, heard } = setUp();
  const joined = feed.join();
  feed.take(commit(4), 'elsewhere');
  expect([heard, jest.getTimerCount()]).toEqual([[], 0]);
  feed.take(taking(3), 'here');
  joined();
  expect(heard).toEqual(['seat-taken', 'p4 elsewhere', 'v4']);
});

it('takes the first that it hears for what it is, where nobody here knew the call', async () => {
  const { feed, heard, stands } = setUp();
  stands(5);
  feed.take(commit(5), 'elsewhere');
  feed.take(commit(4), 'elsewhere');
  await jest.advanceTimersByTimeAsync(CROSSING);
  expect(heard).toEqual(['p4 elsewhere', 'v4', 'p5 elsewhere', 'v5']);
});

it('tries again when it cannot read, and holds everything back until then', async () => {
  const { feed, heard, account, stands } = setUp();
  feed.take(taking(3), 'here');
  account.mockRejectedValue(new Error('away'));
  feed.take(commit(5), 'here');
  await jest.advanceTimersByTimeAsync(CROSSING);
  expect(heard).toEqual(['seat-taken']);
  stands(5);
  await jest.advanceTimersByTimeAsync(RETRY);
  expect(heard).toEqual(['seat-taken', 'v5']);
});

it('tells that a call was erased', async () => {
  const { feed, heard, account } = setUp();
  feed.take(taking(3), 'here');
  account.mockRejectedValue(new Refusal('call-not-found', 'none'));
  await feed.catchUp();
  await feed.catchUp();
  expect(heard).toEqual(['seat-taken', 'call-ended', 'v4']);
});

it('says nothing once it is over', async () => {
  const { feed, heard, stands } = setUp();
  feed.take(taking(3), 'here');
  stands(9);
  const reading = feed.catchUp();
  feed.end();
  await reading;
  feed.take(commit(4), 'here');
  expect(heard).toEqual(['seat-taken']);
  expect(jest.getTimerCount()).toBe(0);
});

it('what servers tell each other arrives as it was, a call that several changes carry sent once', () => {
  const call = callAt(4);
  const seat = { callId: 'call', participantId: 'ada', callNumber: 1, seatNumber: 1, epoch: 4 };
  const changes: CommittedChange[] = [
    { kind: 'seat-taken', seat, door: 'rest', call, version: 4 },
    { kind: 'call-ended', call, reason: 'hangup', by: 'ada' },
    { kind: 'call-changed', call, version: 4, wasListed: false },
  ];
  const text = encode({ from: 'one', kind: 'changes', ...groupOf(changes) });
  expect(text.match(/"maxParticipants"/g)).toHaveLength(1);
  expect(decode(text)).toEqual({ from: 'one', kind: 'changes', changes, state: { call, version: 4 } });
  const alone = { from: 'one', kind: 'changes', ...signal(1) } as const;
  expect(decode(encode(alone))).toEqual(alone);
  const nudge = { from: 'one', kind: 'nudge', callId: 'call', participantId: 'ada', lastSeq: 3 } as const;
  expect(decode(encode(nudge))).toEqual(nudge);
  expect(decode('{"kind":"other"}')).toBeNull();
  expect(decode('no JSON')).toBeNull();
});
