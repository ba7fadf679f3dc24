import { jest } from '@jest/globals';
import type { CommittedChange } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { HeldPollsService, type HeldPoll } from './held-polls.service.ts';

const ALICE = { callId: 'call', participantId: 'alice' };
const WAIT = 30_000;

function setUp() {
  const changes = new CommittedChanges();
  const polls = new HeldPollsService(changes);
  const announce = (change: object) => changes.publish([change as CommittedChange]);
  const connection = new AbortController();
  /** Answers whether the poll was over when it was first woken. */
  const hold = () =>
    polls.hold(ALICE, WAIT, connection.signal, async (poll: HeldPoll) => {
      await poll.changed();
      return poll.over ? 'over' : 'woken';
    });
  return { polls, announce, connection, hold };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a poll is woken by a signal to its own mailbox alone', async () => {
  const { announce, hold } = setUp();
  const woken = jest.fn();
  const held = hold().then(woken);
  announce({ kind: 'signal-appended', callId: 'call', to: 'bob' });
  announce({ kind: 'signal-appended', callId: 'other', to: 'alice' });
  announce({ kind: 'participant-left', callId: 'call', participant: { id: 'bob' } });
  announce({ kind: 'call-ended', call: { id: 'other' } });
  await jest.advanceTimersByTimeAsync(0);
  expect(woken).not.toHaveBeenCalled();
  announce({ kind: 'signal-appended', callId: 'call', to: 'alice' });
  await held;
  expect(woken).toHaveBeenCalledWith('woken');
});

it('a signal between reading and waiting is not missed', async () => {
  const { polls, announce, connection } = setUp();
  const reads: string[] = [];
  await polls.hold(ALICE, WAIT, connection.signal, async (poll) => {
    reads.push('empty');
    announce({ kind: 'signal-appended', callId: 'call', to: 'alice' });
    await poll.changed();
    reads.push('again');
  });
  expect(reads).toEqual(['empty', 'again']);
});

it.each([
  ['the call ends', { kind: 'call-ended', call: { id: 'call' } }],
  ['its participant leaves', { kind: 'participant-left', callId: 'call', participant: { id: 'alice' } }],
])('a poll is over when %s', async (_when, change) => {
  const { announce, hold } = setUp();
  const held = hold();
  announce(change);
  await expect(held).resolves.toBe('over');
});

it('a poll is over when its time is up', async () => {
  const { hold } = setUp();
  const held = hold();
  await jest.advanceTimersByTimeAsync(WAIT);
  await expect(held).resolves.toBe('over');
});

it('a poll is over when its connection closes', async () => {
  const { connection, hold } = setUp();
  const held = hold();
  connection.abort();
  await expect(held).resolves.toBe('over');
  await expect(hold()).resolves.toBe('over');
});

it('every poll is over when the server stops, and so is each that comes then', async () => {
  const { polls, hold } = setUp();
  const held = [hold(), hold()];
  polls.onModuleDestroy();
  await expect(Promise.all([...held, hold()])).resolves.toEqual(['over', 'over', 'over']);
});

it('nothing is left of a poll that was answered, or that failed', async () => {
  const { polls, announce, connection } = setUp();
  const failing = polls.hold(ALICE, WAIT, connection.signal, () => Promise.reject(new Error('refused')));
  await expect(failing).rejects.toThrow('refused');
  expect(jest.getTimerCount()).toBe(0);
  expect(() => announce({ kind: 'call-ended', call: { id: 'call' } })).not.toThrow();
});
