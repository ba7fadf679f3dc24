// npm run migrate-database, as it is run: a call of a server on SQLite goes on in one on PostgreSQL, with the same secrets.
import type { CreatedCall, Joined, MailboxPage } from '@parley/protocol';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describePostgres, TestDatabases } from '../../libs/storage/testing/test-databases.ts';
import { api } from '../support/rest-api.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/apps/server/src/migrate-database.js', import.meta.url));
const LIMIT_MS = 60_000;

const migrate = (...args: string[]) =>
  promisify(execFile)(process.execPath, [PROGRAM, ...args]).catch((error: unknown) => error as { stderr: string });

describePostgres('the program that moves a database', () => {
  const databases = new TestDatabases();
  const servers: RunningServer[] = [];
  afterAll(async () => {
    for (const server of servers) await server.discard();
    await databases.remove();
  }, LIMIT_MS);

  const started = async (env = {}): Promise<RunningServer> => {
    const server = await startServer({ env });
    servers.push(server);
    return server;
  };

  it(
    'moves calls that go on',
    async () => {
      const before = await started();
      const { body: call } = await api(before.url).post<CreatedCall>('/calls', { metadata: { room: 'Ünïcode' } });
      const path = `/calls/${call.id}/participants`;
      const { body: alice } = await api(before.url).post<Joined>(path, { displayName: 'Alice' });
      const { body: bob } = await api(before.url).post<Joined>(path, { displayName: 'Bob' });
      const say = (url: string, messageId: string) =>
        api(url).post(
          `/calls/${call.id}/signals`,
          { type: 'candidate', to: bob.self.id, messageId, candidate: null },
          { bearer: alice.secret ?? '' },
        );
      expect((await say(before.url, 'one')).status).toBe(201);

      const from = `sqlite:${join(before.dataFolder, 'parley.db')}`;
      const to = await databases.create();
      expect(await migrate('--from', from, '--to', to)).toMatchObject({
        stderr: expect.stringContaining('in use by another Parley server'),
      });
      await before.stop();
      expect(await migrate('--from', from, '--to', to)).toMatchObject({
        stdout: expect.stringMatching(/calls +1\n +seats +2\n +signals +1\n/),
      });

      const after = await started({ DATABASE_URL: to });
      expect((await api(after.url).get(`/calls/${call.id}`)).body).toMatchObject({
        state: 'active',
        metadata: { room: 'Ünïcode' },
      });
      expect((await say(after.url, 'one')).status).toBe(200);
      expect((await say(after.url, 'two')).status).toBe(201);
      const { body } = await api(after.url).get<MailboxPage>(`${path}/${bob.self.id}/mailbox?after=0`, {
        bearer: bob.secret ?? '',
      });
      expect(body.items.map(({ seq, messageId }) => [seq, messageId])).toEqual([
        [1, 'one'],
        [2, 'two'],
      ]);
      const { status } = await api(after.url).patch(
        `/calls/${call.id}`,
        { state: 'ended' },
        { bearer: call.ownerSecret },
      );
      expect(status).toBe(200);
    },
    LIMIT_MS,
  );

  it.each([[[]], [['--from', 'sqlite:a.db']], [['--from', 'sqlite:a.db', '--to', 'sqlite:b.db']], [['--nonsense']]])(
    'says how it is called: %j',
    async (args) => {
      expect(await migrate(...args)).toMatchObject({
        stderr: expect.stringMatching(/^[^\n]*npm run migrate-database[^\n]*\n$/),
      });
    },
  );
});
