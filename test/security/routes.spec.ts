// Every route × every credential, in both modes: the defined answer. A route that has no row here fails the suite.
import type { OpenAPIObject } from '@nestjs/swagger';
import { api } from '../support/rest-api.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { API_KEY, CREDENTIALS, type Credential, type DatabaseKeys, makeKeys, setScene } from './credentials.ts';
import { ROUTES } from './routes.ts';

describe.each(['open', 'token'] as const)('in %s mode', (mode) => {
  let server: RunningServer;
  let keys: DatabaseKeys;
  beforeAll(async () => {
    server = await startServer({
      env: { PARLEY_ACCESS: mode, PARLEY_API_KEYS: API_KEY, PARLEY_RATE_LIMIT: 'off', PARLEY_STUN_URLS: '' },
    });
    keys = await makeKeys(server);
  });
  afterAll(() => server.discard());

  it('every route has its row', async () => {
    const { body } = await api(server.url).get<OpenAPIObject>('/openapi.json');
    const documented = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
    expect(documented.toSorted()).toEqual(ROUTES.map(({ name }) => name).toSorted());
  });

  it.each(ROUTES)('$name answers each credential as it should', async ({ ask, open, token }) => {
    const rest = api(server.url);
    const answers = await Promise.all(
      CREDENTIALS.map(async (credential): Promise<[Credential, number]> => {
        const scene = await setScene(rest, keys);
        const { status, body } = await ask(rest, scene, scene.bearers[credential]);
        // A refusal tells nothing of what it protects.
        if (status >= 400) expect(JSON.stringify(body)).not.toMatch(/sdp|secret":|"participants"|"token"/);
        return [credential, status];
      }),
    );
    expect(Object.fromEntries(answers)).toEqual(mode === 'token' ? { ...open, ...token } : open);
  });
});
