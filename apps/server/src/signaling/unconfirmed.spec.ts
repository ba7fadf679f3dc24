import { jest } from '@jest/globals';
import { type SentRange, Unconfirmed } from './unconfirmed.ts';

const times = { resendAfter: 2000, longestResend: 8000 };

let again: (SentRange & { at: number })[];
let unconfirmed: Unconfirmed;
let start: number;

const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);
const sentAgain = () => again.map(({ after, upTo, at }) => [after, upTo, at]);

beforeEach(() => {
  jest.useFakeTimers();
  start = performance.now();
  again = [];
  unconfirmed = new Unconfirmed(async ({ after, upTo }) => {
    again.push({ after, upTo, at: Math.round(performance.now() - start) });
  }, times);
});

afterEach(() => {
  unconfirmed.stop();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it('sends again after the first wait, then with waits that double up to the longest', async () => {
  unconfirmed.add({ after: 0, upTo: 1 });
  await pass(30_000);
  expect(sentAgain()).toEqual([
    [0, 1, 2000],
    [0, 1, 6000],
    [0, 1, 14_000],
    [0, 1, 22_000],
    [0, 1, 30_000],
  ]);
});

it('rests once all is confirmed', async () => {
  unconfirmed.add({ after: 0, upTo: 2 });
  unconfirmed.confirm(1);
  unconfirmed.confirm(2);
  expect(jest.getTimerCount()).toBe(0);
  await pass(10_000);
  expect(again).toEqual([]);
});

it('gives each signal its own two seconds', async () => {
  unconfirmed.add({ after: 0, upTo: 1 });
  await pass(1500);
  unconfirmed.add({ after: 1, upTo: 2 });
  await pass(2000);
  expect(sentAgain()).toEqual([
    [0, 1, 2000],
    [1, 2, 3500],
  ]);
});

it('takes signals that follow each other at once for one', async () => {
  for (let seq = 1; seq <= 5; seq += 1) {
    unconfirmed.add({ after: seq - 1, upTo: seq });
    await pass(10);
  }
  await pass(2000);
  expect(sentAgain()).toEqual([[0, 5, 2040]]);
});

it('does not send again early what waits already, because something newer is due', async () => {
  unconfirmed.add({ after: 0, upTo: 400 });
  await pass(2000);
  unconfirmed.add({ after: 400, upTo: 401 });
  await pass(2000);
  expect(sentAgain()).toEqual([
    [0, 400, 2000],
    [400, 401, 4000],
  ]);
});

it('sends a page again too that was handed out when newer signals were on their way already', async () => {
  unconfirmed.add({ after: 9, upTo: 10 });
  unconfirmed.add({ after: 0, upTo: 5 });
  await pass(2000);
  expect(sentAgain()).toEqual([
    [0, 5, 2000],
    [9, 10, 2000],
  ]);
});

it('makes one of what touches, once it was due together', async () => {
  unconfirmed.add({ after: 0, upTo: 5 });
  unconfirmed.add({ after: 3, upTo: 8 });
  await pass(6000);
  expect(sentAgain()).toEqual([
    [0, 8, 2000],
    [0, 8, 6000],
  ]);
});

it('does nothing more once it is stopped, even while it is sending again', async () => {
  let finish = () => {};
  const slow = new Unconfirmed(() => new Promise((resolve) => (finish = resolve)), times);
  slow.add({ after: 0, upTo: 1 });
  await pass(2000);
  slow.stop();
  finish();
  await pass(0);
  slow.add({ after: 1, upTo: 2 });
  expect(jest.getTimerCount()).toBe(0);
});
