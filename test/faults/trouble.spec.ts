// The database cannot serve for a while: whoever asks is told so in time, nothing is half stored, and service returns by itself.
import { join } from 'node:path';
import { RestApi } from '../support/rest-api.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { Bystander, type Asked } from './bystander.ts';
import { planRun } from './plan.ts';
import { play } from './run.ts';
import { seedsOf } from './seeds.ts';
import { whyNoDisks } from './small-disk.ts';
import { fullDisk, lockedDatabase, readOnlyDisk, type Trouble } from './troubles.ts';

const LIMIT_MS = 120_000;
/** A lock is waited for, 2 s, by the batch under way and by the next one; the rest is for a busy machine. */
const LONGEST_ANSWER_MS = 8_000;

const reason = whyNoDisks();
if (reason) process.stderr.write(`SKIPPED  a full and a read-only disk: none can be mounted here (${reason})\n`);
const describeDisks = reason ? describe.skip : describe;

describeDisks('a disk that is full', () => survives('full', fullDisk));
describeDisks('a disk that has become read-only', () => survives('read-only', readOnlyDisk));
describe('a database that another program holds locked', () => survives('locked', lockedDatabase));

function survives(name: string, make: () => Trouble): void {
  let trouble: Trouble;
  let server: RunningServer;
  let bystander: Bystander;

  beforeAll(async () => {
    trouble = make();
    server = await startServer({
      env: { DATABASE_URL: `sqlite:${join(trouble.folder, 'parley.db')}`, PARLEY_RECONNECT_GRACE: '86400' },
    });
    trouble.prepare?.();
    bystander = await Bystander.at(server.url);
  }, LIMIT_MS);
  afterAll(async () => {
    bystander.leave();
    await server.discard();
    trouble.discard();
  });

  it.each(seedsOf(name, { short: 1, long: 10 }))(
    'loses nothing of what goes on: seed %i',
    async (seed) => {
      const asked: Asked[] = [];
      const before = await bystander.snapshot();
      const after: unknown[] = [];
      const run = await play(server, planRun(seed, 'server'), {
        strike: async () => {
          await trouble.begin();
          try {
            await bystander.useUp(trouble.room);
            asked.push(...(await bystander.askForEverything()));
          } finally {
            await trouble.end();
          }
          after.push(await bystander.snapshot());
        },
      });
      const verdict = await run.verdict(true);
      await run.leave();
      expect(verdict).toEqual([]);
      expect(after).toEqual(after.map(() => before));
      expect(asked.filter(({ answer }) => answer !== 'unavailable')).toEqual([]);
      const waits = [...asked, ...run.ledger.of('put-off')];
      expect(waits.filter(({ took }) => took > LONGEST_ANSWER_MS)).toEqual([]);
      expect(await bystander.isServed()).toBe('ok');
      expect((await new RestApi(server.url, '').get('/health/ready')).status).toBe(200);
    },
    LIMIT_MS,
  );
}
