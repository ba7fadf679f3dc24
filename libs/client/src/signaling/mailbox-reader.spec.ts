import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { MailboxSignal } from '@parley/protocol';
import { MailboxReader } from './mailbox-reader.ts';

const signal = (seq: number): MailboxSignal => ({
  type: 'candidate',
  candidate: null,
  seq,
  to: 'me',
  from: 'you',
  messageId: `m${seq}`,
  connection: '',
  createdAt: '',
  delivered: false,
});

function reader(position = 0) {
  const log = { delivered: [] as number[], syncs: [] as number[], confirmed: [] as number[] };
  let answerSync: (seqs: number[] | null, more?: boolean) => void = () => {};
  const mailbox = new MailboxReader(position, {
    deliver: ({ seq }) => log.delivered.push(seq),
    sync: (after, answered) => {
      log.syncs.push(after);
      answerSync = (seqs, more = false) => answered(seqs && { mailbox: seqs.map(signal), more });
    },
    confirm: (seq) => log.confirmed.push(seq),
  });
  const take = (...seqs: number[]): void => mailbox.take(seqs.map(signal));
  return { mailbox, take, log, answerSync: (...args: Parameters<typeof answerSync>) => answerSync(...args) };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('delivers each signal once, in order, whatever is repeated', () => {
  const { take, log } = reader();
  take(1, 2);
  take(2, 1);
  take(3);
  expect(log).toEqual({ delivered: [1, 2, 3], syncs: [], confirmed: [] });
});

test('goes on where an earlier page stopped', () => {
  const { take, log } = reader(7);
  take(6, 7, 8);
  expect(log.delivered).toEqual([8]);
});

test('asks for what a gap hides, once, and tells the rest after it', () => {
  const { take, log, answerSync } = reader();
  take(1, 3);
  take(4);
  expect(log).toMatchObject({ delivered: [1], syncs: [1] });
  answerSync([2, 3, 4]);
  expect(log).toMatchObject({ delivered: [1, 2, 3, 4], syncs: [1] });
});

test('reads on while the server says that there is more', () => {
  const { mailbox, log, answerSync } = reader();
  mailbox.take([signal(1)], true);
  answerSync([2], true);
  answerSync([3]);
  expect(log).toMatchObject({ delivered: [1, 2, 3], syncs: [1, 2] });
});

test('an unanswered sync is asked again with the next signal', () => {
  const { take, log, answerSync } = reader();
  take(2);
  answerSync(null);
  take(3);
  expect(log.syncs).toEqual([0, 0]);
  answerSync([1, 2, 3]);
  expect(log.delivered).toEqual([1, 2, 3]);
});

test('a server that has nothing behind a gap is not asked without end', () => {
  const { take, log, answerSync } = reader();
  take(2);
  answerSync([]);
  expect(log.syncs).toEqual([0]);
});

test('confirms what came together with one word, repeats too', () => {
  const { take, log } = reader();
  take(1);
  take(2);
  jest.runAllTimers();
  expect(log.confirmed).toEqual([2]);
  take(2);
  jest.runAllTimers();
  expect(log.confirmed).toEqual([2, 2]);
});

test('closed, it confirms nothing more', () => {
  const { mailbox, take, log } = reader();
  take(1);
  mailbox.close();
  jest.runAllTimers();
  expect(log.confirmed).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});
