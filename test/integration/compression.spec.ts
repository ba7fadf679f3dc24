// What is built for browsers goes over the wire small; an answer of the REST doors, which may hold a secret, does not.
import { startServer, type RunningServer } from '../support/start-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.discard());

async function encodingOf(path: string, init: RequestInit = {}): Promise<string | null> {
  const response = await fetch(`${server.url}${path}`, { ...init, headers: { 'Accept-Encoding': 'gzip' } });
  await response.arrayBuffer();
  return response.headers.get('content-encoding');
}

it.each(['/', '/parley.js', '/parley/chat.js'])('%s is compressed for whoever takes it so', async (path) => {
  expect(await encodingOf(path)).toBe('gzip');
});

it.each(['/api/v1/calls', '/api/v1/openapi.json'])('%s is not', async (path) => {
  expect(await encodingOf(path)).toBe(null);
});

it('a call as it was created, secret and all, is not', async () => {
  const body = JSON.stringify({ metadata: { note: 'x'.repeat(3000) } });
  expect(await encodingOf('/api/v1/calls', { method: 'POST', body })).toBe(null);
});
