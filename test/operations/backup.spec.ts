// A backup that is made of a server at work, and restored: calls, seats, secrets and mailboxes are as they were then.
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call, MailboxPage } from '@parley/protocol';
import { api } from '../support/rest-api.ts';
import { newMessageId, OFFER } from '../support/samples.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { callOfTwo, type CallOfTwo, sit, speak } from './support/people.ts';
import { REPOSITORY, runProgram } from './support/stack.ts';

const BACKUP = join(REPOSITORY, 'dist/apps/server/src/backup/backup.js');

let folder: string;
let server: RunningServer;
let said: CallOfTwo;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-backup-'));
  server = await startServer();
  said = await callOfTwo(server.url);
  await speak(said.ada, said.grace);
});
afterAll(async () => {
  await server.discard();
  await rm(folder, { recursive: true });
});

const backup = (from: string, to: string) => runProgram(process.execPath, [BACKUP, from, to]);

const mailboxOf = async (url: string, { call, grace }: CallOfTwo): Promise<MailboxPage> =>
  (
    await api(url).get<MailboxPage>(`/calls/${call.id}/participants/${grace.id}/mailbox?after=0`, {
      bearer: grace.secret,
    })
  ).body;

/** One signal after the other, until told to stop; answers how many. */
function talk({ ada, grace }: CallOfTwo): () => Promise<number> {
  const told = new AbortController();
  let count = 0;
  const talked = (async () => {
    while (!told.signal.aborted) {
      await ada.socket.ok('offer', { to: grace.id, messageId: newMessageId(), description: OFFER });
      count += 1;
    }
    return count;
  })();
  return () => {
    told.abort();
    return talked;
  };
}

it('is whole although signals are stored meanwhile, and holds all that was acknowledged before', async () => {
  const stop = talk(said);
  await said.grace.socket.next('offer');
  const before = (await mailboxOf(server.url, said)).items;
  const copy = join(folder, 'busy.db');
  const { stdout } = await backup(join(server.dataFolder, 'parley.db'), copy);
  expect(await stop()).toBeGreaterThan(0);
  expect(stdout).toContain(`${copy}: `);

  const restored = await startServer();
  try {
    await restored.stop();
    for (const suffix of ['-wal', '-shm']) await rm(join(restored.dataFolder, `parley.db${suffix}`), { force: true });
    await copyFile(copy, join(restored.dataFolder, 'parley.db'));
    await restored.start();

    const { body: call } = await api(restored.url).get<Call>(`/calls/${said.call.id}`);
    expect(call).toMatchObject({ id: said.call.id, state: 'active' });
    expect(call.participants.map(({ id }) => id)).toEqual([said.ada.id, said.grace.id]);
    const { items } = await mailboxOf(restored.url, said);
    expect(items.slice(0, before.length).map(({ seq, messageId }) => [seq, messageId])).toEqual(
      before.map(({ seq, messageId }) => [seq, messageId]),
    );

    // The very seats, with their secrets; and the call goes on.
    const [ada, grace] = [
      await sit(restored.url, said.call.id, said.ada.secret),
      await sit(restored.url, said.call.id, said.grace.secret),
    ];
    expect([ada.id, grace.id]).toEqual([said.ada.id, said.grace.id]);
    await speak(grace, ada);
    const owned = { bearer: said.call.ownerSecret };
    expect((await api(restored.url).patch(`/calls/${call.id}`, { state: 'ended' }, owned)).status).toBe(200);
  } finally {
    await restored.discard();
  }
});

it('does not write over a file, nor make one of nothing', async () => {
  const copy = join(folder, 'once.db');
  await backup(join(server.dataFolder, 'parley.db'), copy);
  const held = await readFile(copy);
  await expect(backup(join(server.dataFolder, 'parley.db'), copy)).rejects.toMatchObject({
    stderr: expect.stringContaining('is there already'),
  });
  expect(await readFile(copy)).toEqual(held);
  await expect(backup(join(folder, 'none.db'), join(folder, 'other.db'))).rejects.toMatchObject({
    stderr: expect.stringContaining('is not there'),
  });
});
