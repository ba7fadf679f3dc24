// From a SQLite file into PostgreSQL: everything arrives, calls go on, and what was broken off can be begun again.
import { jest } from '@jest/globals';
import { ALL, ALL_CALLS, ALL_SIGNALS, Scene, secretHash } from '../../testing/scene.ts';
import { ask, describePostgres, TestDatabases } from '../../testing/test-databases.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { openPostgresStorage } from '../postgres/open-postgres-storage.ts';
import { administerSqliteApiKeys } from '../sqlite/administer-api-keys.ts';
import { openSqliteStorage } from '../sqlite/open-sqlite-storage.ts';
import { StorageError } from '../storage-error.ts';
import { moveDatabase } from './move-database.ts';

jest.setTimeout(60_000);

describePostgres('a move from SQLite to PostgreSQL', () => {
  const folders = new TemporaryFolders();
  const databases = new TestDatabases();
  afterAll(async () => {
    folders.remove();
    await databases.remove();
  });

  const refusal = async (move: Promise<unknown>): Promise<string> => {
    const error: unknown = await move.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    return (error as StorageError).message;
  };

  /** A file with a call in full swing, one that waits with an open offer, one that ended and one that is erased. */
  async function filled() {
    const path = folders.file();
    const scene = new Scene(await openSqliteStorage({ path }));
    const owner = secretHash();
    const metadata = { 'Ü "quoted" \\ and a 🎈': [1, null, '\n'] };
    const { callId, alice, bob } = await scene.pair({ ownerSecretHash: owner, metadata, name: 'Ünïcode' });
    await scene.store.changeCall({ callId, passwordHash: 'a hash', lobby: true, ifMatch: undefined });
    await scene.store.permit(callId, bob.self.id, ['data', 'moderate']);
    // More than one batch.
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(Array.from({ length: 400 }, () => scene.say(alice, { to: bob.self.id, type: 'candidate' })));
    }
    await scene.say(alice, { to: bob.self.id, messageId: 'the last' });
    await scene.store.confirm(bob.seat, 1000);
    const at = new Date().toISOString();
    const entries = [{ at, kind: 'network' as const, state: 'offline' as const }];
    await scene.store.reportTimeline({ seat: bob.seat, sentAt: at, entries });
    const waiting = await scene.call();
    const carol = await scene.join(waiting, { identity: 'carol' });
    await scene.say(carol, { messageId: 'open', connection: 'k' });
    await scene.store.changeCall({ callId: waiting, lobby: true, ifMatch: undefined });
    const knocked = { knockId: 'erin', secretHash: secretHash(), displayName: 'Erin', identity: 'user-5' };
    await scene.store.knock({ callId: waiting, ...knocked, trusted: false, password: null });
    const ended = await scene.pair();
    await scene.hangUp(ended.alice);
    const erased = await scene.pair();
    await scene.store.eraseCall(erased.callId);
    await administerSqliteApiKeys(path, (register) =>
      register.add({ name: 'shop', hash: owner, scopes: ['read', 'create'] }),
    );
    await scene.store.noteApiKeyUses(['shop'], '2026-01-31');
    const seen = await everything(scene);
    await scene.close();
    return { path, owner, callId, alice, bob, carol, erased, seen };
  }

  async function everything(scene: Scene) {
    const { items: calls } = await scene.reader.calls(ALL_CALLS);
    return Promise.all(
      calls.map(({ id }) =>
        Promise.all([
          scene.reader.call(id),
          scene.reader.doors(id, []),
          scene.reader.participants(id, ALL),
          scene.reader.signals(id, ALL_SIGNALS),
          scene.reader.timeline(id, ALL),
          scene.reader.knocks(id, ALL),
        ]),
      ),
    );
  }

  it('brings everything over, and calls go on where they were', async () => {
    const { path, owner, callId, alice, bob, carol, erased, seen } = await filled();
    const url = await databases.create();
    const told = new Map<string, number>();
    const counts = await moveDatabase({ path, url, progress: (table, rows) => told.set(table, rows) });
    expect(counts).toEqual({ calls: 3, seats: 5, signals: 1203, open_offers: 1, timeline: 2, knocks: 1, api_keys: 1 });
    expect(Object.fromEntries(told)).toEqual(counts);

    const scene = new Scene(await openPostgresStorage({ url }));
    expect(await everything(scene)).toEqual(seen);
    expect(await scene.reader.apiKeys()).toMatchObject([
      { name: 'shop', hash: Buffer.from(owner), scopes: ['read', 'create'], lastUsedOn: '2026-01-31' },
    ]);
    expect(await scene.reader.holderOf(callId, owner)).toEqual({ role: 'owner' });
    const back = await scene.rejoin(bob);
    expect(back).toMatchObject({ resumed: true, confirmed: 1000, lastSeq: 1201, seat: { ...bob.seat, epoch: 2 } });
    expect(back.mailbox[0]?.seq).toBe(1001);
    expect((await scene.say(alice, { to: bob.self.id, messageId: 'the last' })).outcome).toMatchObject({
      seq: 1201,
      repeated: true,
    });
    expect((await scene.say(alice, { to: bob.self.id })).outcome.seq).toBe(1202);
    await scene.store.changeCall({ callId: carol.call.id, lobby: false, ifMatch: undefined });
    const dave = await scene.join(carol.call.id);
    expect(dave.mailbox.map(({ messageId }) => messageId)).toEqual(['open']);
    expect(dave.seat.seatNumber).toBeGreaterThan(erased.bob.seat.seatNumber);
    await scene.close();
    // The file is whole still.
    await new Scene(await openSqliteStorage({ path })).close();
  });

  it('refuses a file that a server uses, one that is not there, and a database with calls in it', async () => {
    const { path } = await filled();
    const url = await databases.create();
    const scene = new Scene(await openSqliteStorage({ path }));
    expect(await refusal(moveDatabase({ path, url }))).toContain('in use by another Parley server');
    await scene.close();
    expect(await refusal(moveDatabase({ path: `${path}.not`, url }))).toContain('is not there');
    await moveDatabase({ path, url });
    expect(await refusal(moveDatabase({ path, url }))).toContain('is not empty (3 in calls)');
  });

  it('has moved nothing when it is broken off, and can be begun again', async () => {
    const { path } = await filled();
    const url = await databases.create();
    await (await openPostgresStorage({ url })).store.close();
    await ask(
      `create function break_off() returns trigger language plpgsql as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger break_off before insert on timeline execute function break_off()`,
      url,
    );
    expect(await refusal(moveDatabase({ path, url }))).toContain('terminat');
    expect(await ask('select 1 from calls', url)).toEqual([]);
    await ask('drop trigger break_off on timeline', url);
    expect(await moveDatabase({ path, url })).toMatchObject({ calls: 3 });
  });
});
