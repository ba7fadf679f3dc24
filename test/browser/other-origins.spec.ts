// A page of another origin, in a real browser, that tries what it can without asking for leave: forms, fetches of every mode,
// WebSockets and Socket.IO's polling. By default it gets nothing done; from an origin that was allowed it does.
import { expect, type Page } from '@playwright/test';
import { api } from '../support/rest-api.ts';
import { freePort, startServer, type RunningServer } from '../support/start-server.ts';
import { test } from './support/fixtures.ts';
import { OtherSite } from './support/other-site.ts';

/** What became of each attempt, seen from the page: what it was told, never what the server did. */
type Told = Record<string, string>;

/** Tries everything from where it stands. */
async function attack(page: Page, { url }: RunningServer, callId: string): Promise<Told> {
  return page.evaluate(
    async ({ url, callId }) => {
      const rest = `${url}/api/v1`;
      const calls = `${rest}/calls`;
      const told = async (attempt: () => Promise<string>) =>
        attempt().catch((error: unknown) => `failed: ${String(error)}`);
      const body = JSON.stringify({ name: 'Forged' });
      const ask = (init: RequestInit, path = calls) =>
        told(async () => {
          const response = await fetch(path, init);
          return response.type === 'opaque' ? 'opaque' : `${response.status}`;
        });
      const submitted = (enctype: string, field: string) =>
        told(
          () =>
            new Promise((resolve) => {
              const frame = Object.assign(document.createElement('iframe'), { name: `frame-${enctype}` });
              document.body.append(frame);
              frame.addEventListener('load', () => resolve('sent'));
              const form = Object.assign(document.createElement('form'), {
                method: 'post',
                action: calls,
                target: frame.name,
              });
              form.enctype = enctype;
              form.append(Object.assign(document.createElement('input'), { name: field, value: '"}' }));
              document.body.append(form);
              form.submit();
            }),
        );
      const socketTo = (address: string) =>
        told(
          () =>
            new Promise((resolve) => {
              const socket = new WebSocket(address);
              // Engine.IO opens for anybody; whether Socket.IO takes it in is what counts.
              socket.addEventListener('message', ({ data }) => {
                if (String(data).startsWith('0')) socket.send('40');
                else if (/^4[04]/.test(String(data))) resolve(String(data).startsWith('40') ? 'admitted' : 'refused');
              });
              socket.addEventListener('close', () => resolve('closed'));
            }),
        );
      return {
        'a form': await submitted('text/plain', '{"name":"Forged'),
        'a form of the usual kind': await submitted('application/x-www-form-urlencoded', '{}'),
        'no-cors': await ask({ method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body }),
        'no-cors with credentials': await ask({ method: 'POST', mode: 'no-cors', credentials: 'include', body }),
        'a seat': await ask({ method: 'POST', mode: 'no-cors', body: '{}' }, `${calls}/${callId}/participants`),
        'simple cors': await ask({ method: 'POST', headers: { 'Content-Type': 'text/plain' }, body }),
        'with credentials': await ask({ credentials: 'include' }),
        'a list': await ask({}),
        json: await ask({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body }),
        'with a bearer': await ask({ headers: { Authorization: 'Bearer guess' } }),
        delete: await ask({ method: 'DELETE' }, `${calls}/${callId}`),
        beacon: String(navigator.sendBeacon(calls, body)),
        websocket: await socketTo(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`),
        polling: await ask({}, `${url}/socket.io/?EIO=4&transport=polling`),
      };
    },
    { url, callId },
  );
}

async function stage(allowed: boolean) {
  const port = await freePort();
  const origins = allowed ? { PARLEY_CORS_ORIGINS: `http://localhost:${port}` } : {};
  const server = await startServer({ env: { PARLEY_STUN_URLS: '', ...origins } });
  const site = await OtherSite.open(port);
  const { body: call } = await api(server.url).post<{ id: string }>('/calls', { name: 'Ours' });
  /** What the server has, whoever made it. */
  const standing = async () => {
    const { body } = await api(server.url).get<{ items: { name: string; participants: unknown[] }[] }>(
      '/calls?limit=200',
    );
    return body.items.map(({ name, participants }) => `${name}: ${participants.length}`).toSorted();
  };
  return { server, site, call, standing };
}

test('a page of another origin changes nothing, is told nothing and gets no socket', async ({ chromium }) => {
  const { server, site, call, standing } = await stage(false);
  const context = await chromium.newContext();
  try {
    const page = await context.newPage();
    await page.goto(site.origin);
    const told = await attack(page, server, call.id);
    const { websocket, beacon: _, 'a form': form, 'a form of the usual kind': usualForm, ...fetched } = told;
    // Answers without leave are not even opaque to it: Cross-Origin-Resource-Policy.
    for (const [attempt, answer] of Object.entries(fetched)) expect(answer, attempt).toMatch(/^failed: TypeError/);
    expect([form, usualForm]).toEqual(['sent', 'sent']);
    expect(websocket).toMatch(/^(refused|closed)$/);
    expect(await standing()).toEqual(['Ours: 0']);
  } finally {
    await context.close();
    site.close();
    await server.discard();
  }
});

test('a page of an origin that was allowed may, but never with credentials', async ({ chromium }) => {
  const { server, site, call, standing } = await stage(true);
  const context = await chromium.newContext();
  try {
    const page = await context.newPage();
    await page.goto(site.origin);
    const told = await attack(page, server, call.id);
    expect(told).toMatchObject({
      'simple cors': '201',
      json: '201',
      'a list': '200',
      'with a bearer': '401',
      delete: '401',
      websocket: 'admitted',
      polling: '200',
    });
    expect(told['with credentials']).toMatch(/^failed: TypeError/);
    expect((await standing()).filter((entry) => entry.startsWith('Forged')).length).toBeGreaterThanOrEqual(2);
    expect(await standing()).toContain('Ours: 1');
  } finally {
    await context.close();
    site.close();
    await server.discard();
  }
});
