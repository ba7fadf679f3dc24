// The fault runs with the calls in PostgreSQL: the server is killed, stopped, its sockets are cut, or PostgreSQL itself restarts.
import { findTool, POSTGRESQL } from '../../scripts/lib/system-tools.ts';
import { crash, stopAndStart } from '../faults/crash.ts';
import { planRun, type Strike } from '../faults/plan.ts';
import { play } from '../faults/run.ts';
import { seedsOf } from '../faults/seeds.ts';
import { PostgresServer } from '../support/postgres-server.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';

const LIMIT_MS = 120_000;
const RUNS = { short: 1, long: 20 };

(findTool(POSTGRESQL) ? describe : describe.skip)('calls in PostgreSQL', () => {
  let postgres: PostgresServer;
  let server: RunningServer;
  beforeAll(async () => {
    postgres = await PostgresServer.start({ durable: true });
    server = await startServer({ env: { DATABASE_URL: postgres.url, PARLEY_RECONNECT_GRACE: '86400' } });
  }, LIMIT_MS);
  afterAll(async () => {
    await server.discard();
    await postgres.discard();
  });

  async function restart(how: 'fast' | 'immediate'): Promise<void> {
    await postgres.stop(how);
    await postgres.restart();
  }

  const troubles: [name: string, breaks: 'server' | 'sockets', strike: (strike: Strike) => Promise<unknown>][] = [
    ['the server is killed', 'server', (strike) => crash(server, strike)],
    ['the server is asked to stop', 'server', (strike) => stopAndStart(server, strike)],
    ['sockets are cut', 'sockets', async () => {}],
    ['PostgreSQL is restarted', 'server', () => restart('fast')],
    ['PostgreSQL crashes', 'server', () => restart('immediate')],
  ];
  describe.each(troubles)('while %s', (name, breaks, strike) => {
    it.each(seedsOf(`postgres: ${name}`, RUNS))(
      'lose, double and muddle nothing: seed %i',
      async (seed) => {
        const run = await play(server, planRun(seed, breaks), { strike: async (next) => void (await strike(next)) });
        const verdict = await run.verdict(true);
        await run.leave();
        expect(verdict).toEqual([]);
      },
      LIMIT_MS,
    );
  });
});
