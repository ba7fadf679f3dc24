// PARLEY_ACCESS=token: REST needs an API key, joining a token; whoever has a seat or the owner secret keeps what they may.
import type { CreatedCall, IssuedToken } from '@parley/protocol';
import type { Answer, RestApi } from '../support/rest-api.ts';
import { newMessageId, newSecret, OFFER } from '../support/samples.ts';
import { type Door, rest, type Seat, sit, socket } from './doors.ts';
import { API_KEY, describeOwnServer, serverUnderTest } from './server-under-test.ts';

const server = serverUnderTest({ PARLEY_ACCESS: 'token' });
const asApiKey = { bearer: API_KEY };

async function createCall(body: object = {}): Promise<CreatedCall> {
  return (await server.api.post<CreatedCall>('/calls', body, asApiKey)).body;
}

async function tokenFor(callId: string, body: object = {}): Promise<IssuedToken> {
  return (await server.api.post<IssuedToken>(`/calls/${callId}/tokens`, body, asApiKey)).body;
}

/** Takes a seat, with a token of its own unless the fields have one. */
async function sitByToken(door: Door, callId: string, fields: object = {}): Promise<Seat> {
  const { token } = await tokenFor(callId);
  return sit(door, server, callId, { token, ...fields });
}

describeOwnServer('token mode', () => {
  describe('POST /calls/{id}/tokens', () => {
    it('answers a token, until when it serves, and the link that has it', async () => {
      const call = await createCall();
      const before = Date.now();
      const { status, body } = await server.api.post<IssuedToken>(`/calls/${call.id}/tokens`, {}, asApiKey);
      expect(status).toBe(201);
      expect(Object.keys(body).toSorted()).toEqual(['expiresAt', 'joinUrl', 'token']);
      expect(body.joinUrl).toBe(`${call.joinUrl}#token=${body.token}`);
      expect(Date.parse(body.expiresAt)).toBeGreaterThan(before + 3_598_000);
      expect(Date.parse(body.expiresAt)).toBeLessThanOrEqual(Date.now() + 3_600_000);
    });

    it.each([
      [{ ttlSeconds: 0 }, 'ttlSeconds'],
      [{ ttlSeconds: 1.5 }, 'ttlSeconds'],
      [{ ttlSeconds: 3e6 }, 'ttlSeconds'],
      [{ displayName: 'a'.repeat(101) }, 'displayName'],
      [{ colour: 'red' }, 'colour'],
    ])('refuses %j', async (body, path) => {
      const { id } = await createCall();
      const answer = await server.api.post(`/calls/${id}/tokens`, body, asApiKey);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-payload', errors: [{ path }] } });
    });

    it('is for API keys alone', async () => {
      const call = await createCall();
      const { secret } = await sitByToken(rest, call.id);
      const ask = (bearer?: string) => server.api.post(`/calls/${call.id}/tokens`, {}, { bearer });
      expect(await ask()).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
      expect(await ask('unknown')).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
      expect(await ask(call.ownerSecret)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(await ask(secret)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      const nowhere = await server.api.post('/calls/nowhere/tokens', {}, asApiKey);
      expect(nowhere).toMatchObject({ status: 404, body: { code: 'call-not-found' } });
    });

    it('lets nobody into a call that has ended', async () => {
      const { id } = await createCall();
      await server.api.patch(`/calls/${id}`, { state: 'ended' }, asApiKey);
      const answer = await server.api.post(`/calls/${id}/tokens`, {}, asApiKey);
      expect(answer).toMatchObject({ status: 410, body: { code: 'call-ended' } });
    });
  });

  describe.each([rest, socket])('joining over $name', (door) => {
    it('takes a token of this call, more than once', async () => {
      const { id } = await createCall({ maxParticipants: 3 });
      const { token } = await tokenFor(id);
      for (const _ of [1, 2]) {
        const outcome = await door.tryJoin(server, id, { secret: newSecret(), token });
        expect(outcome).toMatchObject({ ok: true, answer: { resumed: false } });
      }
    });

    it.each([
      ['no token', () => Promise.resolve({})],
      ['a token of another call', async () => ({ token: (await tokenFor((await createCall()).id)).token })],
      ['nonsense', () => Promise.resolve({ token: 'eyJhbGciOiJub25lIn0.e30.' })],
      ['an API key', () => Promise.resolve({ token: API_KEY })],
    ])('refuses %s', async (_, fields) => {
      const { id } = await createCall();
      const outcome = await door.tryJoin(server, id, { secret: newSecret(), ...(await fields()) });
      expect(outcome).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
      expect((await server.api.get(`/calls/${id}`, asApiKey)).body).toMatchObject({ participants: [] });
    });

    it('refuses a changed token', async () => {
      const { id } = await createCall();
      const { token } = await tokenFor(id);
      const [head, claims, signature] = token.split('.');
      const other = Buffer.from(claims!, 'base64url').toString().replace('"aud"', '"name":"Root","aud"');
      const changed = `${head}.${Buffer.from(other).toString('base64url')}.${signature}`;
      const outcome = await door.tryJoin(server, id, { secret: newSecret(), token: changed });
      expect(outcome).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    });

    it('gives the name of the token, whatever its holder says', async () => {
      const { id } = await createCall();
      const { token } = await tokenFor(id, { displayName: 'Ada' });
      const outcome = await door.tryJoin(server, id, { token, secret: newSecret(), displayName: 'Mallory' });
      expect(outcome).toMatchObject({ ok: true, answer: { self: { displayName: 'Ada' } } });
    });

    it('takes a seat back by its secret alone, under its name', async () => {
      const { id } = await createCall();
      const seat = await sitByToken(door, id, { displayName: 'Ada' });
      const outcome = await door.tryJoin(server, id, { secret: seat.secret, displayName: 'Mallory' });
      expect(outcome).toMatchObject({
        ok: true,
        answer: { resumed: true, self: { id: seat.id, displayName: 'Ada' } },
      });
    });

    it('names an unknown call, and one that has ended only to whoever may know', async () => {
      const { id } = await createCall();
      const { token } = await tokenFor(id);
      expect(await door.tryJoin(server, 'nowhere', { token })).toMatchObject({ error: { code: 'call-not-found' } });
      await server.api.patch(`/calls/${id}`, { state: 'ended' }, asApiKey);
      expect(await door.tryJoin(server, id, {})).toMatchObject({ error: { code: 'unauthorized' } });
      expect(await door.tryJoin(server, id, { token })).toMatchObject({ error: { code: 'call-ended' } });
    });
  });

  it('a token that has expired lets nobody in, and who is in stays', async () => {
    const { id } = await createCall();
    // It says so in whole seconds: of fewer, a busy machine might find none left to come in.
    const { token, expiresAt } = await tokenFor(id, { ttlSeconds: 4 });
    const seat = await sitByToken(socket, id, { token });
    await new Promise((resolve) => setTimeout(resolve, Date.parse(expiresAt) - Date.now() + 5));
    const late = await rest.tryJoin(server, id, { secret: newSecret(), token });
    expect(late).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(await seat.socket!.request('sync', {})).toMatchObject({ ok: true });
  });

  /** Every route of the contract, and who gets through: `own` are secrets of this very call. */
  const ROUTES: [name: string, ask: Ask, status: { owner: number; seat: number; apiKey: number }][] = [
    ['POST /calls', (api, { bearer }) => api.post('/calls', {}, { bearer }), { owner: 401, seat: 401, apiKey: 201 }],
    ['GET /calls', (api, { bearer }) => api.get('/calls', { bearer }), { owner: 401, seat: 401, apiKey: 200 }],
    [
      'GET /calls/{id}',
      (api, { bearer, id }) => api.get(`/calls/${id}`, { bearer }),
      { owner: 200, seat: 200, apiKey: 200 },
    ],
    [
      'PATCH /calls/{id}',
      (api, { bearer, id }) => api.patch(`/calls/${id}`, { name: 'x' }, { bearer }),
      { owner: 200, seat: 403, apiKey: 200 },
    ],
    [
      'DELETE /calls/{id}',
      (api, { bearer, id }) => api.delete(`/calls/${id}`, { bearer }),
      { owner: 204, seat: 403, apiKey: 204 },
    ],
    [
      'GET /calls/{id}/participants',
      (api, { bearer, id }) => api.get(`/calls/${id}/participants`, { bearer }),
      { owner: 403, seat: 200, apiKey: 200 },
    ],
    [
      'DELETE /calls/{id}/participants/{pid}',
      (api, { bearer, id, pid }) => api.delete(`/calls/${id}/participants/${pid}`, { bearer }),
      { owner: 204, seat: 204, apiKey: 204 },
    ],
    [
      'POST /calls/{id}/signals',
      (api, { bearer, id }) =>
        api.post(`/calls/${id}/signals`, { type: 'offer', messageId: newMessageId(), description: OFFER }, { bearer }),
      { owner: 403, seat: 201, apiKey: 403 },
    ],
    [
      'GET /calls/{id}/signals',
      (api, { bearer, id }) => api.get(`/calls/${id}/signals`, { bearer }),
      { owner: 403, seat: 200, apiKey: 200 },
    ],
    [
      'GET /calls/{id}/participants/{pid}/mailbox',
      (api, { bearer, id, pid }) => api.get(`/calls/${id}/participants/${pid}/mailbox`, { bearer }),
      { owner: 403, seat: 200, apiKey: 403 },
    ],
    [
      'GET /ice-servers',
      (api, { bearer }) => api.get('/ice-servers', { bearer }),
      { owner: 401, seat: 200, apiKey: 200 },
    ],
  ];

  it.each(ROUTES)('%s is for whom it is', async (route, ask, { owner, seat, apiKey }) => {
    const status = async (who: (call: CreatedCall, seat: Seat) => string | undefined) => {
      const call = await createCall();
      const sitting = await sitByToken(rest, call.id);
      const asked = { bearer: who(call, sitting), id: call.id, pid: sitting.id };
      return (await ask(server.api, asked)).status;
    };
    const stranger = await sitByToken(rest, (await createCall()).id);
    expect({
      nobody: await status(() => undefined),
      unknown: await status(() => 'unknown'),
      otherCall: await status(() => stranger.secret),
      owner: await status((call) => call.ownerSecret),
      seat: await status((_call, { secret }) => secret),
      apiKey: await status(() => API_KEY),
      // A seat's secret serves for ICE servers in whichever call it sits.
    }).toEqual({ nobody: 401, unknown: 401, otherCall: route === 'GET /ice-servers' ? 200 : 401, owner, seat, apiKey });
  });

  it('lists over sockets are for API keys alone', async () => {
    const watch = async (auth?: Record<string, unknown>) =>
      (await server.connect(auth && { auth })).request('watch', {});
    expect(await watch()).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(await watch({ apiKey: 'unknown' })).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(await watch({ apiKey: 7 })).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(await watch({ apiKey: API_KEY })).toMatchObject({ ok: true });
  });
});

type Ask = (api: RestApi, asked: { bearer: string | undefined; id: string; pid: string }) => Promise<Answer>;
