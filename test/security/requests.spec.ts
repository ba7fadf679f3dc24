// Requests that come from where they should not, and answers that would tell what they should not.
import { request } from 'node:http';
import { once } from 'node:events';
import type { CreatedCall } from '@parley/protocol';
import { api } from '../support/rest-api.ts';
import { newSecret } from '../support/samples.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { API_KEY, type DatabaseKeys, makeKeys, type Scene, setScene } from './credentials.ts';

const FRIEND = 'https://friend.example';
const STRANGER = 'https://stranger.example';

let server: RunningServer;
let keys: DatabaseKeys;
let scene: Scene;
beforeAll(async () => {
  server = await startServer({
    env: { PARLEY_API_KEYS: API_KEY, PARLEY_CORS_ORIGINS: FRIEND, PARLEY_STUN_URLS: '' },
  });
  keys = await makeKeys(server);
  scene = await setScene(api(server.url), keys);
});
afterAll(() => server.discard());

describe('what a page of another origin has a browser send', () => {
  it.each<[string, Record<string, string>, number]>([
    ['no page', {}, 201],
    ['a page of an origin that was allowed', { Origin: FRIEND, 'Sec-Fetch-Site': 'cross-site' }, 201],
    ['a page of any other origin', { Origin: STRANGER, 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['one in a browser that says less', { Origin: STRANGER }, 403],
    ['a page that hides where it is', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['another port of this host', { Origin: 'http://127.0.0.1:1', 'Sec-Fetch-Site': 'same-site' }, 403],
    ['it, whose browser is known to the proxy', { Origin: STRANGER, Authorization: 'Basic YWRhOnNlc2FtZQ==' }, 403],
    ['its own page, which tells no referrer', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, 201],
  ])('%s: a call is made, or not: %j → %i', async (_, headers, status) => {
    const simple = { headers: { 'Content-Type': 'text/plain', ...headers }, raw: '{}' };
    expect(await api(server.url).post('/calls', undefined, simple)).toMatchObject({ status });
    const seats = await api(server.url).post(`/calls/${scene.callId}/participants`, undefined, simple);
    expect(seats.status).toBe(status);
  });

  it('is served as its own page’s is where the origin is the server’s own', async () => {
    const headers = { Origin: server.url };
    expect(await api(server.url).post('/calls', {}, { headers })).toMatchObject({ status: 201 });
  });

  it('says what it was refused for, and nothing of what it asked about', async () => {
    const answer = await api(server.url).post('/calls/none/participants', {}, { headers: { Origin: STRANGER } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(null);
  });
});

it.each(['/', '/api/v1/calls', '/api/v1/nothing', '/health/live'])('TRACE %s echoes nothing', async (path) => {
  const asked = request(`${server.url}${path}`, { method: 'TRACE', headers: { 'X-Told': 'a-secret' } });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  const body = (await answer.toArray()).join('');
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(body).not.toContain('a-secret');
});

describe('of bearers that are refused', () => {
  /** All that an answer says, less what is of the request alone. */
  async function told(method: string, path: string, bearer: string): Promise<unknown> {
    const { status, body, headers } = await api(server.url).send<object>(method, path, undefined, { bearer });
    const { requestId: _, ...problem } = body as { requestId: string };
    return { status, problem, cache: headers.get('cache-control') };
  }

  it.each([
    ['GET', () => '/calls'],
    ['GET', () => '/ice-servers'],
    ['GET', ({ callId }: Scene) => `/calls/${callId}`],
    ['GET', ({ callId }: Scene) => `/calls/${callId}/participants`],
    ['GET', ({ callId }: Scene) => `/calls/${callId}/signals`],
    ['PATCH', ({ callId }: Scene) => `/calls/${callId}`],
    ['DELETE', ({ callId }: Scene) => `/calls/${callId}`],
    ['POST', ({ callId }: Scene) => `/calls/${callId}/tokens`],
  ])('%s %s tells none from the other: unknown, revoked, another call’s, almost right', async (method, path) => {
    const { bearers } = scene;
    const wrong = [
      newSecret(),
      'x',
      `parley_${newSecret()}`,
      bearers['a revoked API key'] ?? '',
      bearers['another call’s owner secret'] ?? '',
      `${API_KEY.slice(0, -1)}g`,
      `${API_KEY}f`,
      `${bearers['the own seat']}x`,
    ];
    const answers = await Promise.all(wrong.map((bearer) => told(method, path(scene), bearer)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, cache: 'no-store' });
  });

  it('an unlisted call is in no list of theirs, and in no answer to who guesses', async () => {
    const { body: hidden } = await api(server.url).post<CreatedCall>('/calls', { listed: false, name: 'Hidden' });
    const list = await api(server.url).get('/calls?limit=200');
    expect(JSON.stringify(list.body)).not.toContain(hidden.id);
    const near = `${hidden.id.slice(0, -1)}${hidden.id.endsWith('A') ? 'B' : 'A'}`;
    for (const id of [near, hidden.id.toLowerCase(), hidden.id.slice(1), 'x'.repeat(22)]) {
      expect(await api(server.url).get(`/calls/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'call-not-found' },
      });
    }
  });
});
