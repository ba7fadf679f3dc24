// Settings whose effect a client can see, and the one line that answers a setting that makes no sense.
import type { Call } from '@parley/protocol';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../support/bare-socket.ts';
import { startServer } from '../support/start-server.ts';
import { rest, sit } from './doors.ts';
import { describeOwnServer, serverUnderTest } from './server-under-test.ts';
import { expectProblem } from './shapes.ts';

const ORIGIN = 'https://calls.example';

/** Asks again until it is so: what nobody announces can only be asked for. */
async function eventually<Found>(ask: () => Promise<Found>, isSo: (found: Found) => boolean): Promise<Found> {
  for (const until = performance.now() + 10_000; ; await pause(100)) {
    const found = await ask();
    if (isSo(found) || performance.now() > until) return found;
  }
}

describeOwnServer('PARLEY_PUBLIC_URL, PARLEY_CORS_ORIGINS, PARLEY_STUN_URLS', () => {
  const server = serverUnderTest({
    PARLEY_PUBLIC_URL: 'https://calls.example/parley/',
    PARLEY_CORS_ORIGINS: `${ORIGIN},https://other.example`,
    PARLEY_STUN_URLS: '',
  });

  it('joinUrl is built on the public URL', async () => {
    const { id, joinUrl } = await server.createCall();
    expect(joinUrl).toBe(`https://calls.example/parley/c/${id}`);
    const socket = await server.connect();
    expect((await socket.ok('join', { callId: id })).call.joinUrl).toBe(joinUrl);
  });

  it('a page of a listed origin may call over REST, another may not', async () => {
    const preflight = {
      'Access-Control-Request-Method': 'PATCH',
      'Access-Control-Request-Headers': 'authorization,content-type,if-match',
    };
    const allowed = await server.api.send('OPTIONS', '/calls', undefined, {
      headers: { Origin: ORIGIN, ...preflight },
    });
    expect(allowed.status).toBeLessThan(300);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PATCH');
    const answer = await server.api.post('/calls', {}, { headers: { Origin: ORIGIN } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const exposed = answer.headers.get('access-control-expose-headers')?.toLowerCase();
    expect(exposed).toContain('etag');
    expect(exposed).toContain('location');
    const refused = await server.api.get('/calls', { headers: { Origin: 'https://stranger.example' } });
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['websocket', 'polling'])('and by %s alike', async (transport) => {
    const from = (origin: string) => connect(server.url, { transports: [transport], extraHeaders: { Origin: origin } });
    (await from(ORIGIN)).close();
    await expect(from('https://stranger.example')).rejects.toThrow();
  });

  it('no STUN servers when there are none', async () => {
    expect((await server.api.get('/ice-servers')).body).toEqual({ iceServers: [], expiresAt: null });
  });
});

describeOwnServer('PARLEY_CORS_ORIGINS left out', () => {
  const server = serverUnderTest({});

  it('allows the same origin only, for REST and sockets alike', async () => {
    const answer = await server.api.get('/calls', { headers: { Origin: ORIGIN } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    await expect(connect(server.url, { extraHeaders: { Origin: ORIGIN } })).rejects.toThrow();
    (await connect(server.url, { extraHeaders: { Origin: server.url } })).close();
  });
});

describeOwnServer('PARLEY_CALL_IDLE_TTL, PARLEY_RETENTION, PARLEY_TRUST_PROXY', () => {
  const server = serverUnderTest({ PARLEY_CALL_IDLE_TTL: '1', PARLEY_RETENTION: '2', PARLEY_TRUST_PROXY: '1' });

  it('a call in which nobody has been for the TTL is `expired`, and purged after the retention', async () => {
    const watcher = await server.connect();
    await watcher.ok('watch', {});
    const { id } = await server.createCall();
    const { call } = await watcher.next(
      'call-changed',
      (notice) => notice.call.id === id && notice.call.state === 'ended',
      { within: 10_000 },
    );
    expect(call).toMatchObject({ endReason: 'expired' });
    const gone = await eventually(
      () => server.api.get<Call>(`/calls/${id}`),
      ({ status }) => status === 404,
    );
    expectProblem(gone, 'call-not-found');
  }, 25_000);

  it('PARLEY_TRUST_PROXY: a trusted proxy says whether it was https', async () => {
    const { id } = await server.createCall();
    const { body } = await server.api.get<Call>(`/calls/${id}`, { headers: { 'X-Forwarded-Proto': 'https' } });
    expect(body.joinUrl).toBe(`${server.url.replace('http:', 'https:')}/c/${id}`);
  });

  it('a call with somebody in it does not expire', async () => {
    const kept = await server.createCall();
    await sit(rest, server, kept.id);
    const watcher = await server.connect();
    await watcher.ok('watch', {});
    // An empty call that was made later expires first.
    const { id } = await server.createCall();
    await watcher.next('call-changed', (notice) => notice.call.id === id && notice.call.state === 'ended', {
      within: 10_000,
    });
    expect(await server.callNow(kept.id)).toMatchObject({ state: 'waiting' });
  }, 25_000);
});

describeOwnServer('a setting that makes no sense', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PARLEY_RECONNECT_GRACE', '-1'],
    ['PARLEY_ACCESS', 'closed'],
    ['DATABASE_URL', 'mysql://localhost/parley'],
  ])(
    'stops the start with one line that names it: %s=%s',
    async (name, value) => {
      const start = startServer({ env: { [name]: value } });
      const refusal: unknown = await start.then(
        (server) => server.discard(),
        (error: unknown) => error,
      );
      const printed = refusal instanceof Error ? refusal.message.split('It printed:\n')[1]?.trim() : 'It started.';
      expect(printed?.split('\n')).toEqual([expect.stringContaining(name)]);
      expect(refusal).toMatchObject({ message: expect.stringContaining('exit code 1') });
    },
    20_000,
  );
});
