// The server is asked to stop in the middle of calls and started again: it ends in time, in good order, and nothing is lost.
import { startServer, type RunningServer } from '../support/start-server.ts';
import { stopAndStart, type Stop } from './crash.ts';
import { planRun } from './plan.ts';
import { play, type PlayedRun } from './run.ts';
import { seedsOf } from './seeds.ts';

const LIMIT_MS = 120_000;
/** An orchestrator kills after this long. */
const LONGEST_STOP_MS = 10_000;

describe('a server that is asked to stop at any instant', () => {
  const played: PlayedRun[] = [];
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ env: { PARLEY_RECONNECT_GRACE: '86400' } });
  }, LIMIT_MS);
  afterAll(() => server.discard());

  it.each(seedsOf('stop', { short: 10, long: 200 }))(
    'exits with code 0 in time, and loses nothing: seed %i',
    async (seed) => {
      const stops: Stop[] = [];
      const run = await play(server, planRun(seed, 'server'), {
        strike: async (strike) => void stops.push(await stopAndStart(server, strike)),
      });
      played.push(run);
      const verdict = await run.verdict(true);
      await run.leave();
      expect(verdict).toEqual([]);
      expect(stops.map(({ code }) => code)).toEqual(stops.map(() => 0));
      expect(Math.max(...stops.map(({ took }) => took))).toBeLessThan(LONGEST_STOP_MS);
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
