// The server is killed in the middle of calls and started again on the same database: nothing acknowledged is lost.
import { startServer, type RunningServer } from '../support/start-server.ts';
import { crash } from './crash.ts';
import { planRun } from './plan.ts';
import { play, type PlayedRun } from './run.ts';
import { seedsOf } from './seeds.ts';

const LIMIT_MS = 120_000;

describe('a server that is killed at any instant', () => {
  const played: PlayedRun[] = [];
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ env: { PARLEY_RECONNECT_GRACE: '86400' } });
  }, LIMIT_MS);
  afterAll(() => server.discard());

  it.each(seedsOf('kill', { short: 10, long: 200 }))(
    'loses, doubles and muddles nothing: seed %i',
    async (seed) => {
      const run = await play(server, planRun(seed, 'server'), { strike: (strike) => crash(server, strike) });
      played.push(run);
      const verdict = await run.verdict(true);
      await run.leave();
      expect(verdict).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'has everything still after all of them',
    async () => {
      await server.restart();
      for (const run of played) expect(await run.verdict(false)).toEqual([]);
    },
    LIMIT_MS,
  );
});
