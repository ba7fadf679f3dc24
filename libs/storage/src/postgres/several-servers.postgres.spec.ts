// Several servers on one database: each a storage of its own, all at once.
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { SeatTaken } from '../ports/call-store.ts';
import { ALL_SIGNALS, Scene, refusalOf } from '../../testing/scene.ts';
import { ask, describePostgres, TestDatabases } from '../../testing/test-databases.ts';
import { MIGRATION_LOCK } from './bring-up-to-date.ts';
import { openPostgresStorage } from './open-postgres-storage.ts';

jest.setTimeout(60_000);

const LATER = Date.now() + 1e9;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describePostgres('servers of one database', () => {
  const databases = new TestDatabases();
  let url: string;
  let scenes: Scene[];
  /** Four of them do the work: each connects when it first has some. */
  const server = (index: number): Scene => scenes[index % 4] as Scene;

  beforeAll(async () => {
    url = await databases.create();
    // Ten that start at once find an empty database.
    scenes = await Promise.all(
      numbers(10).map(async () => new Scene(await openPostgresStorage({ url, connections: 4 }))),
    );
  });
  afterAll(async () => {
    await Promise.all(scenes.map((scene) => scene.close()));
    await databases.remove();
  });

  it('have brought its tables up to date once, under a lock that is free again', async () => {
    const applied = await ask<{ name: string }>('select name from migrations order by name', url);
    expect(applied.map(({ name }) => name.slice(0, 4))).toEqual(numbers(applied.length).map((n) => `000${n}`));
    // Nobody holds it any more: it is had at once.
    await ask(`select pg_advisory_lock(${MIGRATION_LOCK})`, url);
  });

  it('number a mailbox without a gap, and store what is sent again through another once', async () => {
    const callId = await server(0).call({ maxParticipants: 4 });
    const [alice, bob, carol] = [
      await server(0).join(callId),
      await server(1).join(callId),
      await server(2).join(callId),
    ];
    const to = carol.self.id;
    const said = numbers(400).map((n) => {
      const sender = n % 2 ? alice : bob;
      const message = { to, type: 'candidate' as const, messageId: `m${n}` };
      // Through two servers at once, as a client does that loses one and tries the next.
      return Promise.all([server(n).say(sender, message), server(n * 3 + 1).say(sender, message)]);
    });
    const answers = await Promise.all(said);
    for (const [one, other] of answers) {
      expect(one.outcome.seq).toBe(other.outcome.seq);
      expect(one.outcome.repeated).toBe(!other.outcome.repeated);
    }
    expect(answers.map(([{ outcome }]) => outcome.seq ?? 0).toSorted((a, b) => a - b)).toEqual(numbers(400));
    const { items } = await server(5).reader.mailbox(carol.seat, { after: 0, limit: 500 });
    expect(items.map(({ seq }) => seq)).toEqual(numbers(400));
  });

  it('let no cursor skip a signal that was stored while the pages were read', async () => {
    const callId = await server(0).call({ maxParticipants: 4 });
    const guests = [await server(0).join(callId), await server(1).join(callId), await server(2).join(callId)];
    const writing = numbers(300).map((n) => {
      const [sender, receiver] = [guests[n % 3] as SeatTaken, guests[(n + 1) % 3] as SeatTaken];
      return server(n).say(sender, { to: receiver.self.id, type: 'candidate', messageId: `m${n}` });
    });
    const seen: string[] = [];
    let cursor: string | undefined;
    let written = false;
    const all = Promise.all(writing).then(() => (written = true));
    for (let over = false; !over;) {
      over = written;
      const page = await server(4).reader.signals(callId, { ...ALL_SIGNALS, limit: 7, cursor });
      seen.push(...page.items.map(({ messageId }) => messageId));
      // The last page has no cursor: it is asked for again from where it began.
      if (page.nextCursor !== null) {
        cursor = page.nextCursor;
        over = false;
      } else if (!over) seen.length -= page.items.length;
    }
    await all;
    expect(seen.toSorted()).toEqual(
      numbers(300)
        .map((n) => `m${n}`)
        .toSorted(),
    );
    expect(new Set(seen).size).toBe(300);
  });

  it('seat no more than there is room for, each with a rise of the version', async () => {
    const callId = await server(0).call({ maxParticipants: 3 });
    const joins = await Promise.allSettled(numbers(10).map((n) => server(n).join(callId)));
    const seated = joins.filter((join) => join.status === 'fulfilled').map(({ value }) => value.version);
    expect(new Set(seated)).toEqual(new Set([2, 3, 4]));
    expect((await server(0).reader.call(callId)).call.participants).toHaveLength(3);
  });

  it('fence a seat that was taken through another', async () => {
    const { alice, bob } = await server(0).pair();
    const again = await server(1).rejoin(alice);
    expect(again.seat.epoch).toBe(2);
    expect(await refusalOf(server(0).say(alice, { to: bob.self.id }))).toBe('not-joined');
    await server(1).say(again, { to: bob.self.id, messageId: 'mine' });
    expect(await server(2).mailbox(bob)).toEqual(['mine']);
  });

  it('take turns at one call, whatever is done to it at once', async () => {
    const { callId, alice, bob } = await server(0).pair({ maxParticipants: 100 });
    const { version } = await server(0).reader.call(callId);
    const changes = numbers(8).map((n) => server(n).store.changeCall({ callId, name: `${n}`, ifMatch: undefined }));
    const signals = numbers(50).map((n) => server(n).say(n % 2 ? alice : bob, { to: (n % 2 ? bob : alice).self.id }));
    const joins = numbers(8).map((n) => server(n + 3).join(callId));
    const confirmations = numbers(20).map((n) => server(n).store.confirm(n % 2 ? alice.seat : bob.seat, n));
    await Promise.all([...changes, ...signals, ...joins, ...confirmations]);
    expect((await server(0).reader.call(callId)).version).toBe(version + 16);
    await Promise.all(
      numbers(10).map((n) =>
        server(n)
          .store.eraseCall(callId)
          .catch(() => {}),
      ),
    );
    expect(await refusalOf(server(0).reader.call(callId))).toBe('call-not-found');
  });

  it('expire and purge each call once, when all of them sweep', async () => {
    const ids = await Promise.all(numbers(40).map((n) => server(n).call({ id: randomUUID() })));
    const swept = await Promise.all(numbers(4).map((n) => server(n).store.expireCalls(LATER, 40)));
    const ended = swept.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'call-ended'));
    const own = ended.filter((change) => change.kind === 'call-ended' && ids.includes(change.call.id));
    expect(own).toHaveLength(40);
    for (let rows = 1; rows > 0;) {
      const purged = await Promise.all(numbers(4).map((n) => server(n).store.purgeCalls(LATER, 30)));
      rows = purged.reduce((sum, { outcome }) => sum + outcome, 0);
    }
    for (const id of ids) expect(await refusalOf(server(0).reader.call(id))).toBe('call-not-found');
  });
});
