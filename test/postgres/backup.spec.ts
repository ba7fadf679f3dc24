// pg_dump of a database whose server is at work, restored into an empty one: the call goes on there with its very seats.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Call } from '@parley/protocol';
import { describePostgres, TestDatabases } from '../../libs/storage/testing/test-databases.ts';
import { findTool, POSTGRESQL } from '../../scripts/lib/system-tools.ts';
import { api } from '../support/rest-api.ts';
import { startServer } from '../support/start-server.ts';
import { callOfTwo, sit, speak } from '../operations/support/people.ts';
import { runProgram } from '../operations/support/stack.ts';

describePostgres('a backup of PostgreSQL', () => {
  const databases = new TestDatabases();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-backup-'));
  });
  afterAll(async () => {
    await databases.remove();
    await rm(folder, { recursive: true });
  });

  const tool = (name: string): string => join(dirname(findTool(POSTGRESQL) ?? ''), name);

  it('holds the call with its seats, secrets and signals, and a server goes on with it', async () => {
    const [from, to] = [await databases.create(), await databases.create()];
    const file = join(folder, 'parley.dump');
    const server = await startServer({ env: { DATABASE_URL: from } });
    const said = await callOfTwo(server.url);
    await speak(said.ada, said.grace);
    try {
      await runProgram(tool('pg_dump'), ['-Fc', '-f', file, from]);
    } finally {
      await server.discard();
    }

    await runProgram(tool('pg_restore'), ['-d', to, '--exit-on-error', file]);
    const restored = await startServer({ env: { DATABASE_URL: to } });
    try {
      const { body: call } = await api(restored.url).get<Call>(`/calls/${said.call.id}`);
      expect(call).toMatchObject({ id: said.call.id, state: 'active' });
      const [ada, grace] = [
        await sit(restored.url, call.id, said.ada.secret),
        await sit(restored.url, call.id, said.grace.secret),
      ];
      expect([ada.id, grace.id]).toEqual([said.ada.id, said.grace.id]);
      await speak(ada, grace);
      // The first one was confirmed before the backup.
      expect(grace.socket.all('offer').map(({ seq }) => seq)).toEqual([2]);
      ada.socket.close();
      grace.socket.close();
    } finally {
      await restored.discard();
    }
  });
});
