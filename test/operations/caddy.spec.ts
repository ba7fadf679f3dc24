// The stack's Caddyfile, run by a real Caddy in front of two servers: TLS, a polling client stays with one of them, a
// WebSocket and REST go anywhere, what is inside stays inside, and a server that stops is not missed.
// Two servers with a database each: which of the two answered shows in whether it knows the call.
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '@parley/protocol';
import { connect } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { describeCaddy, type Reply, RunningCaddy, validateCaddyfile } from './support/caddy.ts';

describeCaddy('the Caddyfile', () => {
  let servers: RunningServer[];
  let caddy: RunningCaddy;

  beforeAll(async () => {
    const env = { PARLEY_TRUST_PROXY: '1' };
    servers = await Promise.all([startServer({ env }), startServer({ env })]);
    caddy = await RunningCaddy.start(servers.map(({ port }) => `127.0.0.1:${port}`));
  });
  afterAll(async () => {
    await caddy.discard();
    for (const server of servers) await server.discard();
  });

  const server = (index: number): RunningServer => {
    const found = servers[index];
    if (!found) throw new Error('There is no such server.');
    return found;
  };
  const cookieOf = ({ headers }: Reply): string => String(headers['set-cookie']?.[0]).split(';')[0] ?? '';

  /** A cookie of each server: asked until both have answered. */
  async function cookies(): Promise<[string, string]> {
    const { body } = await api(server(0).url).post<Call>('/calls', {});
    const found: (string | undefined)[] = [undefined, undefined];
    while (!found[0] || !found[1]) {
      const answer = await caddy.get(`/api/v1/calls/${body.id}`);
      found[answer.status === 200 ? 0 : 1] = cookieOf(answer);
    }
    return [found[0], found[1]];
  }

  it('is valid', async () => {
    expect(await validateCaddyfile()).toContain('Valid configuration');
  });

  it('serves the page over TLS, and keeps a browser with the server that it came to', async () => {
    const first = await caddy.get('/');
    expect([first.status, first.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    const { body } = await api(server(0).url).post<Call>('/calls', {});
    const statuses = async (cookie: string) => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => caddy.get(`/api/v1/calls/${body.id}`, { Cookie: cookie })),
      );
      return new Set(answers.map(({ status }) => status));
    };
    const [ofFirst, ofSecond] = await cookies();
    expect([await statuses(ofFirst), await statuses(ofSecond)]).toEqual([new Set([200]), new Set([404])]);
  });

  it.each(['polling', 'websocket'])('carries Socket.IO over %s', async (transport) => {
    const [cookie] = await cookies();
    const { body } = await api(server(0).url).post<Call>('/calls', {});
    const socket = await connect(caddy.url, {
      transports: [transport],
      ca: caddy.authority,
      extraHeaders: { Cookie: cookie },
    });
    const joined = await socket.request('join', { callId: body.id });
    expect(joined).toMatchObject({ ok: true, call: { joinUrl: `${caddy.url}/c/${body.id}` } });
    socket.close();
  });

  it.each(['/metrics', '/metrics/', '/METRICS', '/%6detrics'])('keeps %s inside', async (path) => {
    const { status, body } = await caddy.get(path);
    expect([status, body]).toEqual([404, '']);
  });

  it('leaves a server alone that stops: a browser that was with it is served by the other one', async () => {
    const [, cookie] = await cookies();
    const { body } = await api(server(0).url).post<Call>('/calls', {});
    const path = `/api/v1/calls/${body.id}`;
    expect((await caddy.get(path, { Cookie: cookie })).status).toBe(404);
    const stopped = server(1).stop();
    const statuses = [];
    do {
      statuses.push((await caddy.get(path, { Cookie: cookie })).status);
      await pause(50);
    } while (statuses.at(-1) !== 200);
    await stopped;
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    await server(1).start();
  });
});
