// A database that cannot serve for a while: nothing of a batch is stored, everyone is told, and it comes back by itself.
import { jest } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '@parley/protocol';
import { OPEN, Scene, refusalOf, secretHash } from '../../testing/scene.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

// Each opening starts two threads, which takes its time on a busy machine.
jest.setTimeout(30_000);

describe('a SQLite file in trouble', () => {
  const folders = new TemporaryFolders();
  let scene: Scene;
  let intruder: DatabaseSync;
  beforeEach(async () => {
    const path = folders.file();
    scene = new Scene(await openSqliteStorage({ path, busyTimeout: 10 }));
    intruder = new DatabaseSync(path);
  });
  afterEach(async () => {
    intruder.close();
    await scene.close();
    folders.remove();
  });

  it('refuses every command of the batch while it is locked, and serves again afterwards', async () => {
    const { callId, alice, bob } = await scene.pair();
    await scene.say(alice, { to: bob.self.id, messageId: 'before' });
    intruder.exec('begin immediate');
    const commands = [scene.say(alice, { to: bob.self.id }), scene.call(), scene.hangUp(bob)];
    expect(await Promise.all(commands.map(refusalOf))).toEqual(['unavailable', 'unavailable', 'unavailable']);
    const error: unknown = await scene.call().catch((reason: unknown) => reason);
    expect((error as Refusal).cause).toMatchObject({ message: expect.stringContaining('locked') });
    expect(await scene.store.confirm(bob.seat, 1)).toBe(false);
    expect((await scene.reader.call(callId)).call.state).toBe('active');
    intruder.exec('rollback');

    await scene.say(alice, { to: bob.self.id, messageId: 'after' });
    expect(await scene.mailbox(bob)).toEqual(['before', 'after']);
    expect((await scene.rejoin(bob)).confirmed).toBe(1);
  });

  it('undoes the whole batch when writing fails in the middle of it', async () => {
    const { alice, bob } = await scene.pair();
    intruder.exec(
      "create trigger full before insert on signals when new.message_id = 'bad' begin select raise(fail, 'no'); end",
    );
    const results = await Promise.allSettled([
      scene.say(alice, { to: bob.self.id, messageId: 'good' }),
      scene.say(alice, { to: bob.self.id, messageId: 'bad' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await scene.mailbox(bob)).toEqual([]);
    expect((await scene.say(alice, { to: bob.self.id, messageId: 'good' })).outcome).toMatchObject({ seq: 1 });
  });

  it('lets a mistake in one command take no other along', async () => {
    const callId = await scene.call();
    const twice = { id: callId, ownerSecretHash: secretHash(), name: null, metadata: {}, listed: true, ...OPEN };
    const [before, mistake, after] = await Promise.allSettled([
      scene.join(callId),
      scene.store.createCall({ ...twice, maxParticipants: 2 }),
      scene.join(callId),
    ]);
    expect([before.status, mistake.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(mistake).not.toMatchObject({ reason: { name: 'Refusal' } });
    expect((await scene.reader.call(callId)).call.state).toBe('active');
  });

  it('says that it cannot be reached once it was closed', async () => {
    await scene.reader.check();
    await scene.close();
    expect(await refusalOf(scene.call())).toBe('unavailable');
    expect(await refusalOf(scene.reader.check())).toBe('unavailable');
    const seat = { callId: '', participantId: '', callNumber: 1, seatNumber: 1, epoch: 1 };
    expect(await scene.store.confirm(seat, 1)).toBe(false);
  });
});
