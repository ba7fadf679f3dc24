import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Knock, Refusal } from '@parley/protocol';
import { ClientSocket, type SignalingSocket } from './client-socket.ts';
import { EventAnswerer } from './event-answerer.ts';
import type { SignalingHandlers } from './signaling-handlers.ts';

const position = { seq: null, to: null };
const knock: Knock = { id: 'k', displayName: null, state: 'waiting', createdAt: '' };
const offer = { messageId: 'm', description: { type: 'offer', sdp: 'v=0' } };

/** A gateway that writes down what it was asked. */
function handlersWith(overrides: Partial<SignalingHandlers>, asked: string[] = []): SignalingHandlers {
  const note =
    <Answer>(name: string, answer: Answer) =>
    () => {
      asked.push(name);
      return answer;
    };
  return {
    join: () => Promise.reject(new Refusal('call-not-found', 'no call')),
    offer: note('offer', position),
    answer: note('answer', position),
    candidate: note('candidate', position),
    hangup: note('hangup', {}),
    received: note('received', {}),
    sync: note('sync', { mailbox: [], more: false }),
    watch: note('watch', { items: [] }),
    unwatch: note('unwatch', {}),
    knock: note('knock', { knock }),
    'answer-knock': note('answer-knock', { knock }),
    ...overrides,
  };
}

let events: EventAnswerer;
let refused: string[];
let client: ClientSocket;

beforeEach(() => {
  refused = [];
  events = new EventAnswerer({ count: (door, code) => refused.push(`${door} ${code}`) });
  client = new ClientSocket({ connected: true } as SignalingSocket, 'http://a', { isBehind: false });
});

async function answerTo(handlers: SignalingHandlers, event: unknown, ...args: unknown[]): Promise<unknown> {
  const acknowledge = jest.fn();
  await events.answer(handlers, client, event, [...args, acknowledge]);
  expect(acknowledge).toHaveBeenCalledTimes(1);
  return acknowledge.mock.calls[0]?.[0];
}

it('answers with what the handler answers, or with the refusal', async () => {
  const handlers = handlersWith({});
  await expect(answerTo(handlers, 'offer', offer)).resolves.toEqual({ ok: true, ...position });
  await expect(answerTo(handlers, 'join', { callId: 'c' })).resolves.toEqual({
    ok: false,
    error: { code: 'call-not-found', message: 'no call' },
  });
  expect(refused).toEqual(['socket call-not-found']);
});

it('takes no payload for an empty one, and does without an acknowledgement', async () => {
  const asked: string[] = [];
  const handlers = handlersWith({}, asked);
  await expect(answerTo(handlers, 'sync')).resolves.toMatchObject({ ok: true });
  await events.answer(handlers, client, 'unwatch', []);
  await events.answer(handlers, client, 'nonsense', []);
  expect(asked).toEqual(['sync', 'unwatch']);
});

it.each([['nonsense'], ['__proto__'], ['toString'], [1]])('refuses the event %p', async (event) => {
  await expect(answerTo(handlersWith({}), event, {})).resolves.toMatchObject({ error: { code: 'invalid-payload' } });
});

it('hides what nobody meant behind an id, under which it is logged', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
  const failure = new Error('secret details');
  const answer = await answerTo(handlersWith({ sync: () => Promise.reject(failure) }), 'sync');
  expect(logged).toHaveBeenCalledWith('An event failed', { requestId: expect.any(String), event: 'sync' }, failure);
  const [, { requestId }] = logged.mock.calls[0] as [string, { requestId: string }];
  expect(answer).toEqual({ ok: false, error: { code: 'internal', message: expect.stringContaining(requestId) } });
  expect(JSON.stringify(answer)).not.toContain('secret');
  logged.mockRestore();
});

it('does what was to follow an answer right after it, and not after a refusal', async () => {
  const order: string[] = [];
  const handlers = handlersWith({
    watch: async (_client, _payload, afterAnswer) => {
      afterAnswer(() => order.push('after'));
      return { items: [] };
    },
    sync: (_client, _payload, afterAnswer) => {
      afterAnswer(() => order.push('never'));
      throw new Refusal('not-joined', '');
    },
  });
  await events.answer(handlers, client, 'watch', [() => order.push('answer')]);
  await answerTo(handlers, 'sync');
  expect(order).toEqual(['answer', 'after']);
});

it('has what follows a join or a hang-up wait for it, in the order in which it came, and nothing else wait', async () => {
  const asked: string[] = [];
  const leaving = Promise.withResolvers<object>();
  const handlers = handlersWith({ hangup: () => leaving.promise, sync: () => new Promise(() => {}) }, asked);
  void events.answer(handlers, client, 'sync', []);
  void events.answer(handlers, client, 'hangup', []);
  const later = ['offer', 'unwatch', 'watch'].map((event) =>
    events.answer(handlers, client, event, event === 'offer' ? [offer] : []),
  );
  expect(asked).toEqual([]);
  leaving.resolve({});
  await Promise.all(later);
  expect(asked).toEqual(['offer', 'unwatch', 'watch']);
});

it('leaves alone what a client sent that is gone', async () => {
  const asked: string[] = [];
  client = new ClientSocket({ connected: false } as SignalingSocket, 'http://a', { isBehind: false });
  await events.answer(handlersWith({}, asked), client, 'watch', []);
  expect(asked).toEqual([]);
});

it('takes nothing new once it is stopping, and has stopped when the rest is answered', async () => {
  const work = Promise.withResolvers<{ mailbox: []; more: boolean }>();
  const handlers = handlersWith({ sync: () => work.promise });
  const answers: unknown[] = [];
  void events.answer(handlers, client, 'sync', [(answer: unknown) => answers.push(answer)]);
  const stopped = events.stop().then(() => answers.push('stopped'));
  await expect(answerTo(handlers, 'offer', offer)).resolves.toMatchObject({ error: { code: 'unavailable' } });
  work.resolve({ mailbox: [], more: false });
  await stopped;
  expect(answers).toEqual([{ ok: true, mailbox: [], more: false }, 'stopped']);
});
