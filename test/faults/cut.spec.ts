// Sockets break in the middle of calls, with requests or acknowledgements lost: seats are taken back, nothing comes twice.
import { startServer, type RunningServer } from '../support/start-server.ts';
import { planRun } from './plan.ts';
import { play } from './run.ts';
import { seedsOf } from './seeds.ts';

const LIMIT_MS = 120_000;

describe('sockets that are cut at any instant', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ env: { PARLEY_RECONNECT_GRACE: '86400' } });
  }, LIMIT_MS);
  afterAll(() => server.discard());

  it.each(seedsOf('cut', { short: 15, long: 200 }))(
    'lose nothing and double nothing: seed %i',
    async (seed) => {
      const run = await play(server, planRun(seed, 'sockets'));
      const verdict = await run.verdict(true);
      await run.leave();
      expect(verdict).toEqual([]);
    },
    LIMIT_MS,
  );
});
