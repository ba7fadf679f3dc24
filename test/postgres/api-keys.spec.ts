// API keys on several servers: each of them hears of a new one, and of one that was revoked, from the database alone.
import { createKey, revokeKey } from '../../apps/server/src/api-key/commands.ts';
import { describePostgres, TestDatabases } from '../../libs/storage/testing/test-databases.ts';
import { api } from '../support/rest-api.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';

/** What is promised to whoever revokes a key. */
const PROMISE_MS = 5000;

describePostgres('API keys in PostgreSQL', () => {
  const databases = new TestDatabases();
  let environment: Record<string, string>;
  let servers: RunningServer[] = [];
  beforeAll(async () => {
    environment = { DATABASE_URL: await databases.create() };
    const start = () => startServer({ env: { ...environment, PARLEY_STUN_URLS: '' } });
    servers = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.discard()));
    await databases.remove();
  });

  const statuses = (key: string) =>
    Promise.all(servers.map(async ({ url }) => (await api(url).get('/calls', { bearer: key })).status));

  it('serve at once on every server, and soon after their end on none', async () => {
    const key = await createKey(environment, 'shop', 'read');
    expect(await statuses(key)).toEqual([200, 200]);
    await revokeKey(environment, 'shop');
    const revoked = performance.now();
    for (;;) {
      const asked = performance.now();
      const found = await statuses(key);
      if (found.every((status) => status === 401)) break;
      expect(asked - revoked).toBeLessThan(PROMISE_MS);
    }
  });

  it('sign tokens where nobody asks for one, with no key of the settings', async () => {
    const key = await createKey(environment, 'maker', 'create');
    const [url] = servers.map((server) => server.url);
    const { body } = await api(url ?? '').post<{ id: string }>('/calls', {}, { bearer: key });
    expect(await api(url ?? '').post(`/calls/${body.id}/tokens`, {}, { bearer: key })).toMatchObject({ status: 201 });
  });
});
