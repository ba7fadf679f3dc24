import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { ErrorCode } from '@parley/protocol';
import { Outbox, type Sent } from './outbox.ts';
import type { Answer } from './signaling-channel.ts';

interface Request {
  messageId: string;
  answered: (answer: Answer<'candidate'> | null) => void;
}

function outbox() {
  const requests: Request[] = [];
  const settled: [string, Sent][] = [];
  const box = new Outbox({
    request: (_name, payload, answered) => {
      const { messageId } = payload as { messageId: string };
      requests.push({ messageId, answered });
    },
  });
  const send = (...ids: string[]): void => {
    for (const messageId of ids) {
      box.send({ type: 'candidate', payload: { messageId, candidate: null } }, (sent) =>
        settled.push([messageId, sent]),
      );
    }
  };
  const sentIds = (): string[] => requests.map(({ messageId }) => messageId);
  const accept = (at: number): void => requests[at]?.answered({ ok: true, seq: at + 1, to: 'you' });
  const refuse = (at: number, code: ErrorCode, retryAfter?: number): void =>
    requests[at]?.answered({ ok: false, error: { code, message: code, ...(retryAfter && { retryAfter }) } });
  const lose = (at: number): void => requests[at]?.answered(null);
  return { box, send, sentIds, accept, refuse, lose, settled };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('keeps what is sent before there is a seat, and sends it in order', () => {
  const { box, send, sentIds, accept, settled } = outbox();
  send('a', 'b');
  expect(sentIds()).toEqual([]);
  box.open();
  send('c');
  expect(sentIds()).toEqual(['a', 'b', 'c']);
  accept(0);
  expect(settled).toEqual([['a', { position: { seq: 1, to: 'you' } }]]);
});

test('a lost socket: everything unacknowledged goes again under its own messageId', () => {
  const { box, send, sentIds, accept, lose, settled } = outbox();
  box.open();
  send('a', 'b', 'c');
  accept(0);
  box.pause();
  lose(1);
  send('d');
  box.open();
  lose(2);
  expect(sentIds()).toEqual(['a', 'b', 'c', 'b', 'c', 'd']);
  accept(3);
  accept(4);
  accept(5);
  expect(settled.map(([id]) => id)).toEqual(['a', 'b', 'c', 'd']);
  expect(jest.getTimerCount()).toBe(0);
});

test('a passing refusal is tried again after a while, and nothing overtakes it meanwhile', () => {
  const { box, send, sentIds, accept, refuse, settled } = outbox();
  box.open();
  send('a');
  refuse(0, 'unavailable');
  send('b');
  expect(sentIds()).toEqual(['a']);
  jest.runAllTimers();
  expect(sentIds()).toEqual(['a', 'a', 'b']);
  accept(1);
  accept(2);
  expect(settled.map(([id]) => id)).toEqual(['a', 'b']);
});

test('waits as long as the server asks', () => {
  const { box, send, sentIds, refuse } = outbox();
  box.open();
  send('a');
  refuse(0, 'rate-limited', 30);
  jest.advanceTimersByTime(30_000);
  expect(sentIds()).toEqual(['a']);
  jest.advanceTimersByTime(500);
  expect(sentIds()).toEqual(['a', 'a']);
});

test('of several that are refused together the longest wait counts, and all of them are one attempt', () => {
  const { box, send, sentIds, refuse } = outbox();
  box.open();
  const burst = ['a', 'b', 'c', 'd', 'e', 'f'];
  send(...burst);
  burst.forEach((_, at) => refuse(at, 'rate-limited', at === 3 ? 5 : 1));
  jest.advanceTimersByTime(5_000);
  expect(sentIds()).toEqual(burst);
  jest.advanceTimersByTime(1_000);
  expect(sentIds()).toEqual([...burst, ...burst]);
});

test('an attempt that fails without a word is not made later for a wait of long ago', () => {
  const { box, send, sentIds, accept, refuse, lose } = outbox();
  box.open();
  send('a');
  refuse(0, 'rate-limited', 30);
  jest.runAllTimers();
  accept(1);
  send('b');
  lose(2);
  jest.advanceTimersByTime(500);
  expect(sentIds()).toEqual(['a', 'a', 'b', 'b']);
});

test('what was refused because of the one before it goes again with it', () => {
  const { box, send, sentIds, accept, refuse, settled } = outbox();
  box.open();
  send('offer', 'candidate');
  refuse(0, 'unavailable');
  refuse(1, 'no-taker');
  jest.runAllTimers();
  expect(sentIds()).toEqual(['offer', 'candidate', 'offer', 'candidate']);
  accept(2);
  accept(3);
  expect(settled.every(([, sent]) => 'position' in sent)).toBe(true);
});

test('an answer that never comes is asked for again', () => {
  const { box, send, sentIds, lose } = outbox();
  box.open();
  send('a');
  lose(0);
  jest.runAllTimers();
  expect(sentIds()).toEqual(['a', 'a']);
});

test('a refusal for good is told, and does not hold up the rest', () => {
  const { box, send, accept, refuse, settled } = outbox();
  box.open();
  send('a', 'b');
  refuse(0, 'participant-not-found');
  accept(1);
  expect(settled[0]).toEqual(['a', { refusal: { code: 'participant-not-found', message: 'participant-not-found' } }]);
  expect(settled[1]?.[0]).toBe('b');
});

test('closed, it sends and tells nothing more', () => {
  const { box, send, sentIds, refuse, settled } = outbox();
  box.open();
  send('a');
  refuse(0, 'unavailable');
  box.close();
  jest.runAllTimers();
  expect(sentIds()).toEqual(['a']);
  expect(settled).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});
