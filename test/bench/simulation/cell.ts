// One cell at work, event by event: calls come by chance, seats are taken, descriptions and bursts of candidates go from server
// to server, and everything waits its turn at event loops, PostgreSQL, its disk and Redis. All times are seconds.
import { MACHINES, type Workload } from './assumptions.ts';
import { Calendar } from './calendar.ts';
import { comeback } from './comeback.ts';
import type { Costs } from './costs.ts';
import { ratesOf } from './demand.ts';
import { Database, Server } from './machines.ts';
import { Random } from './random.ts';
import { Station } from './stations.ts';

export interface CellOptions {
  calls: number;
  servers: number;
  costs: Costs;
  workload: Workload;
  seed: number;
  /** How long it runs before anything is measured, undisturbed, and after the disturbance: until everybody is back, at most. */
  warmUp: number;
  steady: number;
  after: number;
  /** Which servers' sockets all break at the end of the undisturbed time: of one that dies, or of all, when their proxy does. */
  breaks: 'one server' | 'every socket' | 'none';
}

export interface Utilisation {
  /** Each from 0 to 1. */
  server: number;
  postgres: number;
  syncs: number;
  redis: number;
}

export interface CellOutcome {
  utilisation: Utilisation;
  /** From a signal's arrival until it is written to its receiver's socket, undisturbed and afterwards. */
  delivered: number[];
  deliveredAfter: number[];
  /** How long each seat that was lost was without a server; those that never came back are left out. */
  away: number[];
  lost: number;
  /** Joins that came to nothing because their answer took too long. */
  late: number;
}

export function simulateCell(options: CellOptions): CellOutcome {
  const { calls, costs, workload, warmUp, steady, after, breaks } = options;
  const calendar = new Calendar();
  const random = new Random(options.seed);
  const database = new Database(calendar, MACHINES.postgres.processors, costs);
  const redis = new Station(calendar, 1);
  const servers = Array.from({ length: options.servers }, () => new Server({ calendar, database, redis, costs }));
  let alive: readonly Server[] = servers;
  const anyServer = (): Server => alive[random.index(alive.length)] as Server;
  const outcome: CellOutcome = {
    utilisation: { server: 0, postgres: 0, syncs: 0, redis: 0 },
    delivered: [],
    deliveredAfter: [],
    away: [],
    lost: 0,
    late: 0,
  };

  const signal = (from: Server, to: Server): void => {
    const { now } = calendar;
    const took = now < warmUp ? [] : now < warmUp + steady ? outcome.delivered : outcome.deliveredAfter;
    from.signal(to, () => took.push(calendar.now - now));
  };

  const handshake = (): void => {
    const [caller, callee] = [anyServer(), anyServer()];
    const gather = (from: Server, to: Server): void => {
      signal(from, to);
      for (let found = 0; found < workload.candidates; found += 1) {
        calendar.after(random.exponential(workload.gathering), () => signal(from, to));
      }
    };
    gather(caller, callee);
    calendar.after(workload.answerTime, () => gather(callee, caller));
  };

  const call = (): void => {
    anyServer().create();
    anyServer().join(() => {});
    calendar.after(random.exponential(workload.gap), () => anyServer().join(handshake));
  };

  const rates = ratesOf(calls, workload);
  const often = (perSecond: number, what: () => void): void => {
    const next = (): void => {
      calendar.after(random.exponential(1 / perSecond), () => {
        what();
        next();
      });
    };
    if (perSecond > 0) next();
  };
  often(rates.calls, call);
  // What calls do that stand already.
  often(rates.calls * (workload.handshakes - 1), handshake);
  often(rates.joins - rates.calls * workload.seatsPerCall, () => anyServer().join(() => {}));
  for (const server of servers) server.keepAlive(rates.seats / servers.length, random);

  calendar.runUntil(warmUp);
  const read = (): Utilisation => ({
    server: Math.max(...servers.map(({ loop }) => loop.utilisation())),
    postgres: database.processors.utilisation(),
    syncs: database.disk.utilisation(),
    redis: redis.utilisation(),
  });
  read();
  calendar.runUntil(warmUp + steady);
  outcome.utilisation = read();
  if (breaks === 'none') return outcome;

  outcome.lost = Math.round(breaks === 'one server' ? rates.seats / servers.length : rates.seats);
  if (breaks === 'one server') alive = servers.slice(1);
  for (let seat = 0; seat < outcome.lost; seat += 1) {
    comeback({ calendar, random, anyServer, back: (away) => outcome.away.push(away), late: () => (outcome.late += 1) });
  }
  const end = calendar.now + after;
  while (calendar.now < end && outcome.away.length < outcome.lost) calendar.runUntil(Math.min(end, calendar.now + 1));
  return outcome;
}
