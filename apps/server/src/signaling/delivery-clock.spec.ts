import type { MailboxSignal } from '@parley/protocol';
import { jest } from '@jest/globals';
import { DeliveryClock } from './delivery-clock.ts';

const NOON = Date.parse('2026-01-01T12:00:00.000Z');
const signal = (seq: number, at = NOON) => ({ seq, createdAt: new Date(at).toISOString() }) as MailboxSignal;

let told: [string, number][];
let clock: DeliveryClock;

beforeEach(() => {
  jest.useFakeTimers({ now: NOON });
  told = [];
  clock = new DeliveryClock({
    noteSent: (ms) => told.push(['sent', ms]),
    noteConfirmed: (ms) => told.push(['confirmed', ms]),
  });
});
afterEach(() => jest.useRealTimers());

it('tells how long after its commit a signal was sent, and how long until it was confirmed', () => {
  jest.setSystemTime(NOON + 4);
  clock.delivered(signal(1), true);
  jest.setSystemTime(NOON + 90);
  clock.confirmed(1);
  expect(told).toEqual([
    ['sent', 4],
    ['confirmed', 90],
  ]);
});

it('times one signal at a time: those that come meanwhile are not timed, the next after its confirmation is', () => {
  clock.delivered(signal(1), true);
  clock.delivered(signal(2), true);
  jest.setSystemTime(NOON + 30);
  clock.confirmed(2);
  clock.delivered(signal(3, NOON + 30), true);
  jest.setSystemTime(NOON + 50);
  clock.confirmed(3);
  expect(told).toEqual([
    ['sent', 0],
    ['confirmed', 30],
    ['sent', 0],
    ['confirmed', 20],
  ]);
});

it('goes on waiting when something older is confirmed', () => {
  clock.delivered(signal(5), true);
  clock.confirmed(4);
  expect(told).toEqual([['sent', 0]]);
});

it('tells of no sending when the signal stayed in the mailbox, but of its confirmation', () => {
  clock.delivered(signal(1), false);
  jest.setSystemTime(NOON + 700);
  clock.confirmed(1);
  expect(told).toEqual([['confirmed', 700]]);
});

it('takes a commit that another server’s clock puts into the future for one of now', () => {
  clock.delivered(signal(1, NOON + 60), true);
  expect(told).toEqual([['sent', 0]]);
});
