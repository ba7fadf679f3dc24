// PostgreSQL is away, or falls silent: whoever asks is told so in time, nothing is said that is not so, and service returns by itself.
import { jest } from '@jest/globals';
import { Scene, kinds, refusalOf } from '../../libs/storage/testing/scene.ts';
import { ask } from '../../libs/storage/testing/test-databases.ts';
import { openPostgresStorage, type CommittedChange } from '../../libs/storage/src/index.ts';
import { findTool, POSTGRESQL } from '../../scripts/lib/system-tools.ts';
import { Wire } from '../faults/wire.ts';
import { PostgresServer } from '../support/postgres-server.ts';

jest.setTimeout(60_000);

/** What is promised; a machine that is busy with other suites is slower than any timer. */
const LONGEST_ANSWER_MS = 2000;
/** Longer than a command may take. */
const STANDS_STILL_MS = 1200;

(findTool(POSTGRESQL) ? describe : describe.skip)('a PostgreSQL in trouble', () => {
  let postgres: PostgresServer;
  let wire: Wire;
  let scene: Scene;
  let late: PromiseWithResolvers<CommittedChange[]>;

  beforeAll(async () => {
    postgres = await PostgresServer.start({ durable: false });
  });
  beforeEach(async () => {
    if (!postgres.serves) await postgres.restart();
    late = Promise.withResolvers();
    wire = await Wire.to(postgres.port);
    const url = new URL(postgres.url);
    url.port = new URL(wire.url).port;
    scene = new Scene(await openPostgresStorage({ url: url.href, late: (changes) => late.resolve(changes) }));
  });
  afterEach(async () => {
    await scene.close();
    await wire.close();
  });
  afterAll(() => postgres.discard());

  /** The code of the refusal, and how long it took. */
  async function refused(command: Promise<unknown>): Promise<{ code: string; took: number }> {
    const asked = performance.now();
    return { code: await refusalOf(command), took: performance.now() - asked };
  }

  /** One of everything that can be asked. */
  function askForEverything({ callId, alice, bob }: Awaited<ReturnType<Scene['pair']>>) {
    return Promise.all(
      [
        scene.call(),
        scene.join(callId),
        scene.say(alice, { to: bob.self.id }),
        scene.say(alice),
        scene.hangUp(bob),
        scene.store.expireCalls(0, 1),
        scene.store.reportTimeline({ seat: alice.seat, sentAt: new Date().toISOString(), entries: [] }),
        scene.reader.call(callId),
        scene.reader.mailbox(bob.seat, { after: 0, limit: 1 }),
        scene.reader.check(),
      ].map(refused),
    );
  }

  it.each(['fast', 'immediate'] as const)(
    'is missed in time after a stop (%s), and serves again once it is back',
    async (how) => {
      const pair = await scene.pair();
      await scene.say(pair.alice, { to: pair.bob.self.id, messageId: 'before' });
      await postgres.stop(how);
      const answers = await askForEverything(pair);
      expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'unavailable'));
      expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(LONGEST_ANSWER_MS);
      expect(await scene.store.confirm(pair.bob.seat, 1)).toBe(false);
      await postgres.restart();

      await scene.say(pair.alice, { to: pair.bob.self.id, messageId: 'after' });
      expect(await scene.mailbox(pair.bob)).toEqual(['before', 'after']);
      expect((await scene.reader.call(pair.callId)).call.state).toBe('active');
    },
  );

  it('is waited for through a restart, by what nothing was sent of', async () => {
    const { alice, bob } = await scene.pair();
    await postgres.stop('fast');
    const said = scene.say(alice, { to: bob.self.id });
    await postgres.restart();
    // On a machine so busy that the start takes longer, it is refused.
    const outcome = await said.then(
      ({ outcome }) => outcome.seq,
      () => 'unavailable',
    );
    expect([1, 'unavailable']).toContain(outcome);
  });

  it('keeps nobody hanging when it falls silent; new connections are made at once', async () => {
    const { callId, alice, bob } = await scene.pair();
    wire.lose('requests');
    // It goes over a connection that was made before; whether a try over another still fits is a matter of milliseconds.
    const asked = performance.now();
    const answer = await scene.say(alice, { to: bob.self.id }).then(
      () => 'stored',
      (error: unknown) => error,
    );
    expect(performance.now() - asked).toBeLessThan(LONGEST_ANSWER_MS);
    if (answer !== 'stored') expect(answer).toMatchObject({ code: 'unavailable' });
    await scene.say(alice, { to: bob.self.id });
    expect((await scene.reader.call(callId)).call.state).toBe('active');
  });

  it('has what was stored announced late, when the answer to the commit was lost', async () => {
    const { callId, alice, bob } = await scene.pair();
    wire.lose('answers');
    const said = scene.say(alice, { to: bob.self.id, messageId: 'perhaps' });
    const told = await said.then(
      // Another try still fitted, and found it there.
      ({ changes }) => changes,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('it may be stored') });
        return late.promise;
      },
    );
    expect(told).toMatchObject([{ kind: 'signal-appended', callId, signal: { seq: 1, messageId: 'perhaps' } }]);
    const again = await scene.say(alice, { to: bob.self.id, messageId: 'perhaps' });
    expect(again).toMatchObject({ outcome: { seq: 1, repeated: true }, changes: [] });
  });

  it('runs a command again whose connection broke before its commit was asked for', async () => {
    const { alice } = await scene.pair();
    wire.lose('answers');
    const hungUp = scene.hangUp(alice);
    wire.cut();
    expect(kinds((await hungUp).changes)).toContain('call-ended');
  });

  describe('that takes its time to commit', () => {
    beforeEach(() => ask(SLOW_COMMIT, postgres.url));
    afterEach(() => ask('drop trigger slow_commit on calls', postgres.url));

    const committing = async (): Promise<void> => {
      while ((await ask(COMMITTING, postgres.url)).length === 0);
    };

    it('tells what became of a command whose connection broke meanwhile', async () => {
      const { callId, alice } = await scene.pair();
      const hungUp = scene.hangUp(alice);
      await committing();
      wire.cut();
      const told = await hungUp.then(
        ({ changes }) => changes,
        // A machine so busy that the question came too late for whoever waited.
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('it may be stored') });
          return late.promise;
        },
      );
      expect(kinds(told)).toContain('call-ended');
      expect((await scene.reader.call(callId)).version).toBe(4);
    });

    it('is not taken to be lost by a process that itself stood still while the answer came', async () => {
      const direct = new Scene(await openPostgresStorage({ url: postgres.url }));
      try {
        const { alice } = await direct.pair();
        const hungUp = direct.hangUp(alice);
        await committing();
        standStill(STANDS_STILL_MS);
        expect(kinds((await hungUp).changes)).toContain('call-ended');
      } finally {
        await direct.close();
      }
    });
  });
});

/** Nothing of this process runs meanwhile: neither its timers nor its sockets. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const SLOW_COMMIT = `
  create or replace function slow_commit() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.3); return null; end $$;
  create constraint trigger slow_commit after update on calls deferrable initially deferred
    for each row execute function slow_commit()`;
const COMMITTING = "select 1 from pg_stat_activity where wait_event = 'PgSleep' and query = 'commit'";
