// Who asks for too much is refused with the time to wait, at both doors; who obeys gets through; nobody else notices.
import type { ProblemDetails, WireError } from '@parley/protocol';
import { randomBytes, scryptSync } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { BareSocket } from '../support/bare-socket.ts';
import { RestApi, type Answer } from '../support/rest-api.ts';
import { ANSWER, CANDIDATE, newMessageId, OFFER } from '../support/samples.ts';
import type { RunningServer } from '../support/start-server.ts';
import { API_KEY, attackedServer, newAddress, type Seat } from './support/attacked-server.ts';
import { RawSocket } from './support/raw-socket.ts';

const server = attackedServer({ PARLEY_RATE_LIMIT: 'on' });

/** Asks until it is refused, some at a time. @throws Error when that never happens */
async function flood<Body>(ask: () => Promise<Answer<Body>>, most = 5000): Promise<Answer<ProblemDetails>> {
  for (let asked = 0; asked < most; asked += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    const refused = answers.find(({ status }) => status === 429);
    if (refused) return refused as Answer<never>;
  }
  throw new Error(`${most} were allowed.`);
}

function expectRateLimited({ status, headers, body }: Answer<ProblemDetails>): number {
  expect(status).toBe(429);
  expect(body).toMatchObject({ code: 'rate-limited', status: 429, retryAfter: expect.any(Number) });
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(headers.get('retry-after')).toBe(String(body.retryAfter));
  expect(body.retryAfter).toBeGreaterThanOrEqual(1);
  return body.retryAfter ?? 0;
}

/** Every call's password, as if it had been stored at the lowest cost: a password is checked at the cost it was stored with. */
function storeQuickHashes({ dataFolder }: RunningServer, password: string): void {
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 });
  const database = new DatabaseSync(join(dataFolder, 'parley.db'), { timeout: 10_000 });
  const stored = ['scrypt', 10, 8, 1, salt.toString('base64url'), hash.toString('base64url')].join('$');
  database.prepare('update calls set password_hash = ? where password_hash is not null').run(stored);
  database.close();
}

const seconds = (time: number) => pause(1000 * time);

/**
 * Looks about while others behind the address go on asking for too much: when a flood is over its budget fills again, and
 * a request right after it is refused or not.
 */
async function during<Found>(ask: () => Promise<unknown>, look: () => Promise<Found>): Promise<Found> {
  const over = new AbortController();
  const others = Array.from({ length: 10 }, async () => {
    for (; !over.signal.aborted; await seconds(0.05)) await ask();
  });
  try {
    return await look();
  } finally {
    over.abort();
    await Promise.all(others);
  }
}

/** Asks until it is refused, so seldom that alone it would never be. */
function refused<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<ProblemDetails>> {
  return until(async () => {
    const answer = await ask();
    if (answer.status === 429) return answer as Answer<never>;
    await seconds(0.1);
    return undefined;
  });
}

describe('over REST', () => {
  it('calls created in a flood are refused; after the time told there is room again, and others never notice', async () => {
    const [flooder, neighbour] = [newAddress(), newAddress()];
    const retryAfter = expectRateLimited(await flood(() => server.send(flooder, 'POST', '/calls')));
    expect((await server.send(neighbour, 'POST', '/calls')).status).toBe(201);
    await seconds(retryAfter);
    expect((await server.send(flooder, 'POST', '/calls')).status).toBe(201);
  });

  it('a call’s password is guessed at only so often, from however many addresses; other calls do not notice', async () => {
    const call = async () => (await server.createCall(newAddress(), { password: 'sesame', maxParticipants: 20 })).id;
    const [guessed, other] = [await call(), await call()];
    // Hashed as slowly as by default, a busy machine would try them no faster than the budget allows.
    storeQuickHashes(server.process, 'sesame');
    const enter = (id: string, password: string) =>
      server.send(newAddress(), 'POST', `/calls/${id}/participants`, { password });
    expectRateLimited(await flood(() => enter(guessed, 'open')));
    await during(
      () => enter(guessed, 'open'),
      async () => {
        expectRateLimited(await refused(() => enter(guessed, 'sesame')));
        expect((await enter(other, 'sesame')).status).toBe(201);
      },
    );
  });

  it('a back end with an API key is not limited', async () => {
    const address = newAddress();
    const create = (bearer?: string) => server.send(address, 'POST', '/calls', {}, bearer);
    expectRateLimited(await flood(() => create()));
    await during(
      () => create(),
      async () => {
        const { detail } = (await refused(() => create('no-such-key'))).body;
        expect(detail).toBe('Too many new calls. Try again in 1 second.');
        for (let asked = 0; asked < 100; asked += 1) expect((await create(API_KEY)).status).toBe(201);
      },
    );
  });

  it('trying out ids is refused, at the other door too', async () => {
    const address = newAddress();
    const { id } = await server.createCall(address);
    const guess = () => server.send(address, 'POST', `/calls/guess-${newMessageId()}/participants`);
    expectRateLimited(await flood(guess, 1000));
    const socket = await server.connect(address);
    const refusals = await during(guess, async () => [
      (await refused(() => server.send(address, 'GET', `/calls/${id}`))).body.detail,
      await until(async () => {
        const answer = await socket.request('join', { callId: id });
        if (!answer.ok && answer.error.code === 'rate-limited') return answer.error.message;
        await seconds(0.1);
        return undefined;
      }),
    ]);
    const tooMany = 'Too many unknown calls, secrets or keys. Try again in 1 second.';
    expect(refusals).toEqual([tooMany, tooMany]);
    await seconds(1);
    const later = await server.connect(address);
    await expect(later.request('join', { callId: id })).resolves.toMatchObject({ ok: true });
  });

  it('trying out secrets is refused', async () => {
    const address = newAddress();
    const { id } = await server.createCall(address);
    const guess = () => server.send(address, 'DELETE', `/calls/${id}`, undefined, newMessageId());
    expectRateLimited(await flood(guess, 1000));
  });

  it('health and metrics are not limited', async () => {
    const operations = new RestApi(server.url, '');
    const statuses = new Set<number>();
    for (let asked = 0; asked < 500; asked += 1) statuses.add((await operations.get('/health/live')).status);
    expect([...statuses]).toEqual([200]);
  });
});

describe('over sockets', () => {
  const candidateTo = ({ joined }: Seat) => ({
    to: joined.self.id,
    messageId: newMessageId(),
    candidate: CANDIDATE,
  });

  it('each event of a flood is answered: the first ones taken, the rest refused with the time to wait', async () => {
    const [alice, bob] = await server.pair([newAddress(), newAddress()]);
    const answers = await Promise.all(
      Array.from({ length: 3000 }, () => alice.socket.request('candidate', candidateTo(bob))),
    );
    const refused = answers.flatMap((answer): WireError[] => (answer.ok ? [] : [answer.error]));
    expect(refused.length).toBeGreaterThan(1500);
    expect(answers.length - refused.length).toBeGreaterThan(500);
    for (const error of refused) expect(error).toMatchObject({ code: 'rate-limited', retryAfter: 1 });
    await seconds(1);
    await expect(alice.socket.request('candidate', candidateTo(bob))).resolves.toMatchObject({ ok: true });
  });

  it('a client that obeys gets everything through, in order', async () => {
    const [alice, bob] = await server.pair([newAddress(), newAddress()]);
    const waiting = Array.from({ length: 720 }, () => candidateTo(bob));
    const sent = waiting.map(({ messageId }) => messageId);
    for (let next = waiting[0]; next; next = waiting[0]) {
      const answer = await alice.socket.request('candidate', next);
      if (answer.ok) waiting.shift();
      else await seconds(answer.error.retryAfter ?? 0);
    }
    const last = await bob.socket.next('candidate', ({ messageId }) => messageId === sent.at(-1));
    expect(last.seq).toBe(sent.length);
    const seen = new Map(bob.socket.all('candidate').map(({ seq, messageId }) => [seq, messageId]));
    expect([...seen.values()]).toEqual(sent);
  });

  it('events that are none are counted like any other', async () => {
    const socket = await server.connect(newAddress());
    const answers = await Promise.all(Array.from({ length: 3000 }, () => socket.request('colour', {})));
    const codes = Map.groupBy(answers, (answer) => (answer.ok ? 'taken' : answer.error.code));
    expect([...codes.keys()]).toEqual(['invalid-payload', 'rate-limited']);
  });

  it('confirming and leaving are never refused', async () => {
    const [alice, bob] = await server.pair([newAddress(), newAddress()]);
    await Promise.all(Array.from({ length: 1000 }, () => alice.socket.request('candidate', candidateTo(bob))));
    const confirmations = await Promise.all(
      Array.from({ length: 1000 }, () => alice.socket.request('received', { seq: 0 })),
    );
    expect(confirmations.filter(({ ok }) => !ok)).toEqual([]);
    await expect(alice.socket.request('hangup', {})).resolves.toMatchObject({ ok: true });
    await bob.socket.next('call-ended');
  });

  it('a call of eight from one address, each with all their candidates at once, is not limited', async () => {
    const address = newAddress();
    const { id } = await server.createCall(address, { maxParticipants: 8 });
    const seats: Seat[] = [];
    for (let count = 0; count < 8; count += 1) seats.push(await server.sit(address, id));
    const speak = async (from: Seat, to: Seat, offers: boolean): Promise<boolean[]> => {
      const description = offers ? OFFER : ANSWER;
      const first = { to: to.joined.self.id, messageId: newMessageId(), description };
      const answers = [
        from.socket.request(offers ? 'offer' : 'answer', first),
        ...Array.from({ length: 60 }, () => from.socket.request('candidate', candidateTo(to))),
      ];
      return (await Promise.all(answers)).map(({ ok }) => ok);
    };
    const taken = await Promise.all(
      seats.flatMap((from, place) =>
        seats.flatMap((to, other) => (from === to ? [] : [speak(from, to, place < other)])),
      ),
    );
    expect(taken.flat().filter((ok) => !ok)).toEqual([]);
  });

  it('one connection has one socket, however often it asks', async () => {
    const before = (await server.weight()).sockets;
    const raw = await RawSocket.open(server.url, newAddress());
    raw.send(...Array<string>(500).fill('40'));
    await raw.closed;
    expect((await server.weight()).sockets).toBe(before);
  });
});

describe('the address that is limited', () => {
  const direct = attackedServer({ PARLEY_RATE_LIMIT: 'on', PARLEY_TRUST_PROXY: 'off' });

  it('is not one that the caller made up: without a trusted proxy the header says nothing', async () => {
    expectRateLimited(await flood(() => direct.send(newAddress(), 'POST', '/calls')));
  });
});

describe('a refused socket', () => {
  it('is told so when it connects, with the time to wait, and may come back then', async () => {
    const address = newAddress();
    const open = (): Promise<BareSocket> => server.connect(address, { transports: ['websocket'] });
    // Bare WebSockets: thousands have to come within a minute.
    const comeAndGo = async (): Promise<string> => {
      const socket = await RawSocket.open(server.url, address);
      socket.send('40');
      const answer = await socket.next((text) => /^4[04]/.test(text));
      socket.end();
      return answer;
    };
    const crowd = (size: number) => Promise.all(Array.from({ length: size }, comeAndGo));
    await until(async () => (await crowd(50)).find((answer) => answer.startsWith('44')));
    const refusal = await during(
      () => crowd(5),
      () =>
        until(() =>
          open().then(
            () => undefined,
            (error: unknown) => error,
          ),
        ),
    );
    expect(refusal).toMatchObject({ data: { code: 'rate-limited', retryAfter: 1 } });
    await seconds(1);
    (await open()).close();
  });
});

/** Tries until something comes of it. @throws Error when nothing does */
async function until<Found>(attempt: () => Promise<Found | undefined>, most = 200): Promise<Found> {
  for (let tried = 0; tried < most; tried += 1) {
    const found = await attempt();
    if (found !== undefined) return found;
  }
  throw new Error(`Nothing came of ${most} attempts.`);
}
