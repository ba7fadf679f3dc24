// Attacks by those who want too much: what the server weighs meanwhile, what others notice, and whether it all passes.
// The figures are printed as a table at the end; the long form attacks harder. Speed is told there and not asserted.
import { attackedServer, LONG, newAddress, type AttackedServer } from './support/attacked-server.ts';
import { hasComeBack, observe, OBSERVED, tableOf, type Observation } from './support/observation.ts';

const KIB = 1024;
const MIB = KIB * KIB;

const observations: Observation[] = [];

afterAll(() => console.log(tableOf(observations)));

/** One server for the block. Long attacks meet a new process each: the garbage of the one before is not counted against it. */
function freshServer(env: Record<string, string>): AttackedServer {
  const server = attackedServer({ ...env, ...OBSERVED });
  if (LONG) beforeEach(() => server.process.restart(), 60_000);
  return server;
}

/** Runs an attack, after which all is as it was: every one of the others' signals has arrived in spite of it. */
async function survive(server: AttackedServer, attack: Parameters<typeof observe>[1]): Promise<Observation> {
  const seen = await observe(server, attack);
  observations.push(seen);
  expect(server.complaints).toEqual([]);
  const { before, after } = seen;
  expect({ before, after, hasComeBack: hasComeBack(after, before) }).toEqual({ before, after, hasComeBack: true });
  return seen;
}

/** MiB that the process grew by, garbage and all. */
const growth = ({ before, most }: Observation): number => most.resident - before.resident;

describe('without rate limits', () => {
  const server = freshServer({ PARLEY_RATE_LIMIT: 'off' });

  it('a receiver that reads nothing: its signals wait in its mailbox, not in memory', async () => {
    const count = LONG ? 4000 : 200;
    const seen = await survive(server, { name: 'hears nothing', count });
    expect(seen.report).toEqual({ taken: count, seen: count });
    expect(seen.most.waiting).toBeLessThan(MIB);
    expect(growth(seen)).toBeLessThan(400);
  });

  it('sockets that never join weigh little, and nothing once they are gone', async () => {
    const count = LONG ? 10_000 : 500;
    const seen = await survive(server, { name: 'stays and never joins', count, lasts: true });
    expect(seen.report).toEqual({ stayed: count, refused: 0 });
    expect((seen.held.heap - seen.before.heap) * KIB).toBeLessThan(count * 60);
    expect(growth(seen)).toBeLessThan(1200);
  });

  it('joins and leaves in a storm', async () => {
    const count = LONG ? 10_000 : 200;
    const seen = await survive(server, { name: 'joins and leaves', count });
    expect(seen.report).toEqual({ done: count });
    expect(growth(seen)).toBeLessThan(400);
  });

  it('calls created in masses: they are rows, and no memory', async () => {
    const count = LONG ? 100_000 : 1000;
    const seen = await survive(server, { name: 'creates calls', count });
    expect(seen.report).toEqual({ created: count });
    expect(growth(seen)).toBeLessThan(400);
    expect((await server.send(newAddress(), 'GET', '/calls')).status).toBe(200);
  });
});

describe('with rate limits', () => {
  const server = freshServer({ PARLEY_RATE_LIMIT: 'on' });

  it('those who ask and read no answer are closed before their answers fill the memory', async () => {
    const count = LONG ? 50 : 5;
    // The systems of both sides keep up to 10 MB of a connection themselves before anything waits here.
    const seen = await survive(server, { name: 'asks without reading', count, seconds: LONG ? 30 : 8 });
    expect(seen.report['closed']).toBe(count);
    expect(seen.most.waiting).toBeLessThan(Math.min(256, 4 * count) * 1.2 * MIB);
    expect(growth(seen)).toBeLessThan(1000);
  });

  it('a sender that floods is answered at the pace of the server, to the last event or until its pongs get lost in its flood', async () => {
    const seen = await survive(server, { name: 'floods with candidates', seconds: LONG ? 10 : 1 });
    const { sent = 0, taken = 0, refused = 0, unanswered = 0, closed } = seen.report;
    expect(taken + refused + unanswered).toBe(sent);
    expect(closed).toBe(unanswered > 0 ? 1 : 0);
    expect(refused).toBeGreaterThan(taken);
    expect(growth(seen)).toBeLessThan(400);
  });

  it('pings of WebSocket whose answers nobody reads', async () => {
    const seen = await survive(server, { name: 'pings without reading', seconds: LONG ? 20 : 1 });
    expect(growth(seen)).toBeLessThan(100);
  });

  if (LONG) {
    it('sockets of one address are bounded', async () => {
      const seen = await survive(server, { name: 'stays and never joins', count: 4500, lasts: true });
      // Opened faster than the budget of new connections allows, some were refused for that.
      expect(seen.report['stayed']).toBeLessThanOrEqual(4000);
      expect(seen.report['stayed']).toBeGreaterThan(3000);
    });
  }
});
