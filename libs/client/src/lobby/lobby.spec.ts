import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Knock } from '@parley/protocol';
import { CallError } from '../call-error.ts';
import type { Parley } from '../parley.ts';
import type { RestRequest } from '../signaling/rest-door.ts';
import { until } from '../testing/until.ts';
import { Lobby, type LobbyOptions } from './lobby.ts';

type Answer = Partial<Knock> | CallError | 'never';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] }));
afterEach(() => void jest.useRealTimers());

/** Someone at the door of a call whose server answers in this order, then not at all. */
function knocking(answers: Answer[], options: LobbyOptions = {}, kept = new Map<string, string>()) {
  const asked: string[] = [];
  const requests: RestRequest[] = [];
  const joins: unknown[] = [];
  const parley = {
    request: (callId: string, path: string, request: RestRequest = {}) => {
      asked.push(`${request.method ?? 'GET'} ${callId} ${path}`);
      requests.push(request);
      const answer = request.method === 'DELETE' ? {} : (answers.shift() ?? 'never');
      if (answer === 'never') {
        return new Promise((_, reject) =>
          request.signal?.addEventListener('abort', () => reject(request.signal?.reason as Error)),
        );
      }
      return answer instanceof CallError ? Promise.reject(answer) : Promise.resolve({ id: 'k1', ...answer });
    },
    joinCall: (...join: unknown[]) => Promise.resolve(joins.push(join)),
  };
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) };
  Object.assign(globalThis, { sessionStorage: storage });
  const page = new EventTarget();
  const lobby = new Lobby(parley as unknown as Parley, 'https://parley.test/c/a-call', options, page as Window);
  const states: string[] = [];
  lobby.addEventListener('statechange', () => states.push(lobby.state));
  return { lobby, asked, requests, joins, page, states };
}

const refusal = (code: CallError['code'], retryAfter?: number): CallError => new CallError(code, code, { retryAfter });

test('knocks with what is known of the person, waits over as many requests as it takes, and joins with the knock’s secret', async () => {
  const options = { displayName: 'Ada', password: 'open sesame' };
  const { lobby, asked, requests, joins } = knocking(
    [{ state: 'waiting' }, { state: 'waiting' }, { state: 'admitted' }],
    options,
  );
  await until(() => lobby.state === 'admitted');
  expect(asked).toEqual(['POST a-call /knocks', 'GET a-call /knocks/k1?wait=30', 'GET a-call /knocks/k1?wait=30']);
  const { body } = requests[0] as { body: { secret: string } };
  expect(body).toEqual({ ...options, secret: expect.stringMatching(/^[\w-]{43}$/) });
  expect(requests[1]?.secret).toBe(body.secret);
  await lobby.join({ displayName: 'Ada L.' });
  expect(joins).toEqual([['a-call', { password: 'open sesame', displayName: 'Ada L.', secret: body.secret }]]);
});

test('a refusal ends it, with words', async () => {
  const { lobby, states } = knocking([{ state: 'waiting' }, { state: 'refused' }]);
  await until(() => lobby.state === 'refused');
  expect([lobby.error?.code, states]).toEqual(['not-admitted', ['refused']]);
});

test.each([refusal('wrong-password'), refusal('call-ended'), refusal('rate-limited', 42)])(
  'what knocking again cannot change fails: $code',
  async (error) => {
    const { lobby } = knocking([error]);
    await until(() => lobby.state === 'failed');
    expect(lobby.error).toBe(error);
  },
);

test('whoever has a seat already is in', async () => {
  const { lobby } = knocking([refusal('already-joined')]);
  await until(() => lobby.state === 'admitted');
});

test('a server that is away is asked again; a knock that it no longer knows is made again', async () => {
  const { lobby, asked } = knocking([
    refusal('server-unreachable'),
    { state: 'waiting' },
    refusal('rate-limited', 5),
    { state: 'withdrawn' },
    refusal('unavailable'),
    { state: 'waiting' },
    refusal('knock-not-found'),
    { state: 'admitted' },
  ]);
  for (const [requests, pause] of [
    [1, 2_000],
    [3, 5_000],
    [5, 2_000],
    [7, 2_000],
  ] as const) {
    await until(() => asked.length === requests && jest.getTimerCount() === 1);
    jest.advanceTimersByTime(pause - 1);
    expect(asked).toHaveLength(requests);
    jest.advanceTimersByTime(1);
  }
  await until(() => lobby.state === 'admitted');
  expect(asked.map((each) => each.slice(0, 4).trim())).toEqual([
    'POST',
    'POST',
    'GET',
    'GET',
    'POST',
    'POST',
    'GET',
    'POST',
  ]);
});

test('closing withdraws the knock, and nothing is asked any more', async () => {
  const { lobby, asked, requests, states } = knocking([{ state: 'waiting' }]);
  await until(() => asked.length === 2);
  lobby.close();
  lobby.close();
  expect(asked.at(-1)).toBe('DELETE a-call /knocks/k1');
  expect(requests.at(-1)?.keepalive).toBe(true);
  await until(() => requests[1]?.signal?.aborted === true);
  expect([asked.length, states]).toEqual([3, ['closed']]);
});

test('a page that goes withdraws it; one that is put aside waits on', async () => {
  const { lobby, page, asked } = knocking([{ state: 'waiting' }]);
  await until(() => asked.length === 2);
  page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: true }));
  expect(lobby.state).toBe('waiting');
  page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: false }));
  expect(lobby.state).toBe('closed');
});

test('after a reload it is the same knock', async () => {
  const kept = new Map<string, string>();
  const secrets = [];
  for (let round = 0; round < 2; round += 1) {
    const { requests } = knocking(['never'], {}, kept);
    await until(() => requests.length === 1);
    secrets.push((requests[0]!.body as { secret: string }).secret);
  }
  expect(secrets[1]).toBe(secrets[0]);
});
