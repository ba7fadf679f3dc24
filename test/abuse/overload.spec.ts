// Attacks by those who want too much: what the server weighs meanwhile, what others notice, and whether it all passes.
// The figures are printed as a table at the end; the long form attacks harder.
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { attack, type AttackOptions, type AttackReport } from './support/attack.ts';
import { attackedServer, LONG, newAddress, type AttackedServer, type Weight } from './support/attacked-server.ts';
import { type Delay, Witnesses } from './support/witnesses.ts';

const KIB = 1024;

const collector = fileURLToPath(new URL('./support/collect-garbage.ts', import.meta.url));
const observed = { NODE_OPTIONS: `--import ${collector}` };

/** How long each measurement of the others takes, in milliseconds. */
const MEASURE = LONG ? 5000 : 1000;

interface Observation {
  report: AttackReport;
  before: Weight;
  /** The most there was of each while the attack went on. */
  most: Weight;
  after: Weight;
  calm: Delay;
  attacked: Delay;
  recovered: Delay;
}

const rows: string[][] = [];

/** What the server weighs without its garbage. */
async function settledWeight(server: AttackedServer, sockets?: number): Promise<Weight> {
  for (let look = 0; ; look += 1) {
    if (server.process.pid !== undefined) process.kill(server.process.pid, 'SIGUSR2');
    await pause(100);
    const weight = await server.weight();
    if (sockets === undefined || (weight.sockets <= sockets && weight.waiting === 0) || look > 100) return weight;
  }
}

/** Runs an attack while others are in calls, and looks at the server all the time. */
async function observe(
  server: AttackedServer,
  name: string,
  options: Partial<AttackOptions>,
  lasting = false,
): Promise<Observation> {
  const witnesses = await Witnesses.of(server);
  const calm = await witnesses.delay(MEASURE);
  const before = await settledWeight(server);
  const most = { ...before };
  const { report, stop } = attack(name, {
    url: server.url,
    address: newAddress(),
    count: 0,
    seconds: MEASURE / 1000,
    ...options,
  });
  const over = new AbortController();
  const ended = report.finally(() => over.abort());
  const looking = (async () => {
    while (!over.signal.aborted) {
      const weight = await server.weight();
      for (const figure of ['resident', 'heap', 'sockets', 'waiting'] as const) {
        most[figure] = Math.max(most[figure], weight[figure]);
      }
      await pause(100);
    }
  })();
  // What is kept until the attacker is told to stop is there only after a while.
  if (lasting) await pause(1000);
  const attacked = await witnesses.delay(MEASURE);
  if (lasting) {
    while (most.sockets < before.sockets + (options.count ?? 0)) {
      const { sockets } = most;
      await pause(2000);
      if (most.sockets === sockets) break;
    }
    const held = await settledWeight(server);
    Object.assign(most, { heap: held.heap, resident: Math.max(most.resident, held.resident) });
  }
  stop();
  const seen = await ended;
  await looking;
  const after = await settledWeight(server, before.sockets);
  const recovered = await witnesses.delay(MEASURE);
  witnesses.leave();
  const delays = [calm, attacked, recovered].map(({ p50, p99 }) => `${p50} / ${p99}`);
  const weights = (['resident', 'heap'] as const).map((figure) => `${before[figure]} ${most[figure]} ${after[figure]}`);
  rows.push([
    name,
    ...delays,
    ...weights,
    `${Math.round(most.waiting / KIB)}`,
    JSON.stringify(seen).replaceAll(/["{}]/g, ''),
  ]);
  return { report: seen, before, most, after, calm, attacked, recovered };
}

/** It all came back to what it was, and whoever had nothing to do with it hardly noticed. */
function expectUnharmed(server: AttackedServer, { before, after, calm, attacked, recovered }: Observation): void {
  expect(server.complaints).toEqual([]);
  expect(after.sockets).toBe(before.sockets);
  expect(after.waiting).toBe(0);
  expect(after.heap).toBeLessThan(before.heap + 20);
  // Wide, for a machine that is busy with other suites: the table has the truth.
  expect(attacked.p99).toBeLessThan(Math.max(500, 20 * calm.p99));
  expect(recovered.p99).toBeLessThan(Math.max(250, 10 * calm.p99));
}

afterAll(() => {
  const head = [
    'attack',
    'p50 / p99 ms before',
    'during',
    'after',
    'RSS MiB b d a',
    'heap MiB b d a',
    'waiting KiB',
    'report',
  ];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ');
  console.log([head, ...rows].map(line).join('\n'));
});

describe('without rate limits', () => {
  const server = attackedServer({ PARLEY_RATE_LIMIT: 'off', ...observed });

  it('a receiver that reads nothing: its signals wait in its mailbox, not in memory', async () => {
    const count = LONG ? 4000 : 400;
    const seen = await observe(server, 'hears nothing', { count });
    expect(seen.report).toEqual({ taken: count, seen: count });
    expect(seen.most.waiting).toBeLessThan(1024 * KIB);
    expectUnharmed(server, seen);
  });

  it('those who ask and read no answer are closed before their answers fill the memory', async () => {
    const count = LONG ? 50 : 5;
    const seen = await observe(server, 'asks without reading', { count, seconds: LONG ? 30 : 5 });
    expect(seen.report['closed']).toBe(count);
    expect(seen.most.waiting).toBeLessThan(Math.min(256, 4 * count) * 1.2 * 1024 * KIB);
    expectUnharmed(server, seen);
  });

  it('sockets that never join weigh little, and nothing once they are gone', async () => {
    const count = LONG ? 10_000 : 500;
    const seen = await observe(server, 'stays and never joins', { count }, true);
    expect(seen.report).toEqual({ stayed: count, refused: 0 });
    expect((seen.most.heap - seen.before.heap) * KIB).toBeLessThan(count * 60);
    expectUnharmed(server, seen);
  });

  it('joins and leaves in a storm', async () => {
    const count = LONG ? 10_000 : 400;
    const seen = await observe(server, 'joins and leaves', { count });
    expect(seen.report).toEqual({ done: count });
    expectUnharmed(server, seen);
  });

  it('calls created in masses: they are rows, and no memory', async () => {
    const count = LONG ? 100_000 : 2000;
    const seen = await observe(server, 'creates calls', { count });
    expect(seen.report).toEqual({ created: count });
    expectUnharmed(server, seen);
    const start = performance.now();
    expect((await server.send(newAddress(), 'GET', '/calls')).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('with rate limits', () => {
  const server = attackedServer({ PARLEY_RATE_LIMIT: 'on', ...observed });

  it('a sender that floods is answered to the last event, at the pace of the server', async () => {
    const seen = await observe(server, 'floods with candidates', { seconds: LONG ? 10 : 2 });
    const { sent = 0, taken = 0, refused = 0 } = seen.report;
    expect(seen.report['unanswered']).toBe(0);
    expect(taken + refused).toBe(sent);
    expect(refused).toBeGreaterThan(taken);
    expectUnharmed(server, seen);
  });

  it('pings of WebSocket whose answers nobody reads', async () => {
    const seen = await observe(server, 'pings without reading', { seconds: LONG ? 20 : 2 });
    expect(seen.most.resident).toBeLessThan(seen.before.resident + 100);
    expectUnharmed(server, seen);
  });

  if (LONG) {
    it('sockets of one address are bounded', async () => {
      const count = 4500;
      const seen = await observe(server, 'stays and never joins', { count }, true);
      // Opened faster than the budget of new connections allows, some were refused for that.
      expect(seen.report['stayed']).toBeLessThanOrEqual(4000);
      expect(seen.report['stayed']).toBeGreaterThan(3000);
      expectUnharmed(server, seen);
    });
  }
});
