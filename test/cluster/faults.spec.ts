// Calls whose people are at three servers, while one of these is ended, drained or cut off, and while what they stand on is
// restarted or cut off: everything acknowledged arrives once and in order, and who is there is told truly soon after.
import type { Page, TimelineEntry } from '@parley/protocol';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '../faults/ledger.ts';
import { planRun, type RunPlan } from '../faults/plan.ts';
import { Random } from '../faults/random.ts';
import { play } from '../faults/run.ts';
import { seedsOf } from '../faults/seeds.ts';
import { api } from '../support/rest-api.ts';
import { Cluster } from './cluster.ts';

const LIMIT_MS = 180_000;
const API_KEY = 'of-the-test';
const LONG = process.env['PARLEY_TEST_LONG'] === '1';
/** What is promised of seats, after whatever happened is over. */
const SEATS_TRUE_MS = 15_000;
/** What is promised of signals while Redis is away, and some seconds for a machine that is busy with other suites. */
const LATE_MS = 5000 + 3000;
/** What is promised of a refusal while PostgreSQL is away, and the same. */
const REFUSED_MS = 2000 + 1500;
/** For how long something is cut off. */
const CUT_MS = LONG ? 30_000 : 6000;
/** A server that is cut off is given up after its lease has run out. */
const SERVER_CUT_MS = LONG ? 30_000 : 10_000;

interface Fault {
  /** What happens, from its first moment to its end. @param one which server it befalls */
  strike: (cluster: Cluster, one: number) => Promise<void>;
  /** For how long people speak, in milliseconds. */
  span: number;
  /** What else is promised. */
  promises?: (ledger: Ledger, cluster: Cluster, calls: readonly string[]) => Promise<void> | void;
}

const FAULTS: Record<string, Fault> = {
  'a server is killed': {
    span: 2000,
    strike: async (cluster, one) => {
      const { server } = cluster.member(one);
      await server.kill();
      await pause(1000);
      await server.start();
    },
  },
  'a server is drained': {
    span: 2000,
    strike: async (cluster, one) => {
      const { server } = cluster.member(one);
      await server.stop();
      await server.start();
    },
    promises: nobodyWasSeenToGo,
  },
  'Redis is restarted': {
    span: 2000,
    strike: (cluster) => restartRedis(cluster),
    promises: (ledger) => arrivedIn(ledger, LATE_MS),
  },
  'Redis is cut off': {
    span: CUT_MS,
    strike: async ({ members }) => {
      for (const { toRedis } of members) toRedis?.cut();
      await pause(CUT_MS);
      for (const { toRedis } of members) toRedis?.mend();
    },
    promises: (ledger) => arrivedIn(ledger, LATE_MS),
  },
  'PostgreSQL is restarted in good order': {
    span: 2000,
    strike: (cluster) => restartPostgres(cluster, 'fast'),
    promises: refusedInTime,
  },
  'PostgreSQL crashes': {
    span: 2000,
    strike: (cluster) => restartPostgres(cluster, 'immediate'),
    promises: refusedInTime,
  },
  'PostgreSQL is cut off': {
    span: CUT_MS,
    strike: async ({ members }) => {
      for (const { toDatabase } of members) toDatabase.cut();
      await pause(CUT_MS);
      for (const { toDatabase } of members) toDatabase.mend();
    },
    promises: refusedInTime,
  },
  'a server is cut off from the others': {
    span: SERVER_CUT_MS,
    strike: async (cluster, one) => {
      const member = cluster.member(one);
      member.cut();
      await pause(SERVER_CUT_MS);
      member.mend();
    },
  },
};

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start({ env: { PARLEY_API_KEYS: API_KEY }, durable: true });
}, LIMIT_MS);
afterAll(() => cluster?.discard(), LIMIT_MS);

/** A Redis that TEST_REDIS_URL names is not ours to end; that it is cut off stands for it. */
const BEFALLING = Object.entries(FAULTS).filter(
  ([name]) => name !== 'Redis is restarted' || process.env['TEST_REDIS_URL'] === undefined,
);

describe.each(BEFALLING)('%s', (name, { strike, span, promises }) => {
  it.each(seedsOf(name, { short: 1, long: 20 }))(
    'and nothing is lost, doubled or muddled: seed %i',
    async (seed) => {
      const plan = spread(planRun(seed, 'server'), span);
      let ledger: Ledger | undefined;
      const run = await play(cluster, plan, {
        strike: (_, kept) => {
          ledger = kept;
          return strike(cluster, seed);
        },
      });
      try {
        await soon(() => run.verdict(true), []);
        if (ledger) await promises?.(ledger, cluster, run.callIds);
      } finally {
        await run.leave();
      }
    },
    LIMIT_MS,
  );
});

/** The plan with one strike, early, and its words said over so many milliseconds. */
function spread(plan: RunPlan, span: number): RunPlan {
  const random = Random.of(plan.seed, 'cluster');
  const calls = plan.calls.map((call) => ({
    ...call,
    people: call.people.map((person) => {
      const most = Math.round((2 * span) / Math.max(1, person.tempo.length));
      return { ...person, cuts: [], tempo: person.tempo.map(() => random.integer(0, most)) };
    }),
  }));
  const after = random.pick(['joining', 'acknowledged'] as const);
  // Three calls of two are the fewest: they join six times.
  const count = random.integer(1, after === 'joining' ? 6 : 12);
  const strike = { after, count, delay: random.integer(0, 3), againAfter: null };
  return { ...plan, calls, strikes: [strike] };
}

async function restartRedis({ redis }: Cluster): Promise<void> {
  await redis?.stop();
  await pause(500);
  await redis?.restart();
}

async function restartPostgres({ postgres }: Cluster, how: 'fast' | 'immediate'): Promise<void> {
  await postgres.stop(how);
  await pause(500);
  await postgres.restart();
}

/** It comes to that within the time that is promised of seats. */
async function soon<Value>(look: () => Promise<Value>, expected: Value): Promise<void> {
  const limit = performance.now() + SEATS_TRUE_MS;
  let found = await look();
  while (performance.now() < limit && JSON.stringify(found) !== JSON.stringify(expected)) {
    await pause(250);
    found = await look();
  }
  expect(found).toEqual(expected);
}

/** Every signal was processed so soon after its acknowledgement. */
function arrivedIn(ledger: Ledger, ms: number): void {
  const processed = new Map(ledger.of('processed').map((entry) => [entry.messageId, ledger.timeOf(entry)]));
  const late = ledger.of('acknowledged').flatMap((entry) => {
    const took = (processed.get(entry.messageId) ?? Infinity) - ledger.timeOf(entry);
    return took > ms ? [`${entry.messageId} took ${Math.round(took)} ms`] : [];
  });
  expect(late).toEqual([]);
}

function refusedInTime(ledger: Ledger): void {
  const late = ledger.of('put-off').filter(({ code, took }) => code !== 'unavailable' || took > REFUSED_MS);
  expect(late).toEqual([]);
}

async function nobodyWasSeenToGo(_: Ledger, { url }: Cluster, calls: readonly string[]): Promise<void> {
  for (const callId of calls) {
    const { body } = await api(url).get<Page<TimelineEntry>>(`/calls/${callId}/timeline?limit=200`, {
      bearer: API_KEY,
    });
    const gone = body.items.filter((entry) => entry.kind === 'seat' && entry.state === 'gone');
    expect(gone).toEqual([]);
  }
}
