// `npm run bench -- simulation`: plans for so many calls at once from the measured costs, and lets one cell of each plan run.
import type { Part } from '../part.ts';
import { LIMITS, WORKLOAD } from '../simulation/assumptions.ts';
import { measuredCosts } from '../simulation/costs.ts';
import { checkPlan, type Checked } from '../simulation/check.ts';
import { planFor } from '../simulation/plan.ts';
import { type Goal, table } from '../support/tables.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const SEED = 20_26;

export const simulationPart: Part = (short, { calls }) => {
  const costs = measuredCosts();
  const { at, machine, revision } = costs.measured;
  const sizes = calls === undefined ? SIZES.slice(0, short ? 1 : SIZES.length) : [calls];
  const checked = sizes.map((size) =>
    checkPlan(planFor(size, costs, WORKLOAD), { costs, workload: WORKLOAD, seed: SEED }),
  );
  const rows = Object.fromEntries(checked.map((one) => [one.plan.calls.toLocaleString('en'), [one]]));
  const machines = table<Checked>(rows, [
    { title: 'cells', of: ({ plan }) => plan.cells, digits: 0 },
    { title: 'servers', of: ({ plan }) => plan.cells * plan.serversOfCell, digits: 0 },
    { title: 'seats a server', of: ({ plan }) => plan.demand.seats / plan.serversOfCell, digits: 0 },
    { title: 'new calls/s', of: ({ plan }) => plan.demand.calls * plan.cells, digits: 0 },
    { title: 'joins/s', of: ({ plan }) => plan.demand.joins * plan.cells, digits: 0 },
    { title: 'signals/s', of: ({ plan }) => plan.demand.signals * plan.cells, digits: 0 },
    { title: 'stored, GB a day', of: ({ plan }) => (plan.demand.storedPerDay * plan.cells) / 1e9, digits: 0 },
    { title: 'PostgreSQL’s log, MB/s', of: ({ plan }) => (plan.demand.walPerSecond * plan.cells) / 1e6, digits: 0 },
    { title: 'wire, Mbit/s', of: ({ plan }) => (plan.demand.wirePerSecond * plan.cells * 8) / 1e6, digits: 0 },
  ]);
  const simulated = table<Checked>(rows, [
    { title: 'event loop', of: ({ steady }) => steady.utilisation.server, digits: 2 },
    { title: 'PostgreSQL', of: ({ steady }) => steady.utilisation.postgres, digits: 2 },
    { title: 'disk at a sync', of: ({ steady }) => steady.utilisation.syncs, digits: 2 },
    { title: 'Redis', of: ({ steady }) => steady.utilisation.redis, digits: 2 },
    { title: 'delivered p99, ms', of: ({ steady }) => steady.deliveryP99, digits: 1 },
    { title: 'a server dies: all back, s', of: ({ death }) => death.allBack, digits: 1 },
    { title: 'delivered meanwhile p99, ms', of: ({ death }) => death.deliveryP99, digits: 0 },
    { title: 'every socket breaks: all back, s', of: ({ proxy }) => proxy.allBack, digits: 1 },
    { title: 'tries given up', of: ({ proxy }) => proxy.late, digits: 0 },
  ]);
  const tables = [
    `Costs of ${at}, ${revision}, on ${machine}.`,
    `The plan\n\n${machines}`,
    `One cell of it, simulated with seed ${SEED}\n\n${simulated}`,
  ].join('\n\n');
  return Promise.resolve({ figures: checked, tables, goals: checked.flatMap(goalsOf) });
};

function goalsOf({ plan, steady, death, proxy }: Checked): Goal[] {
  const goal = (name: string, measured: number, limit: number): Goal => ({
    name: `${plan.calls.toLocaleString('en')} calls at once: ${name}`,
    measured,
    limit,
    mustHold: true,
  });
  return [
    ...plan.resources.map(({ name, used, limit }) => goal(name, used, limit)),
    goal('a server’s event loop, simulated', steady.utilisation.server, LIMITS.serverLoop * LIMITS.simulated),
    goal(
      'PostgreSQL’s processors, simulated',
      steady.utilisation.postgres,
      LIMITS.postgresProcessors * LIMITS.simulated,
    ),
    goal('Redis, simulated', steady.utilisation.redis, LIMITS.redis * LIMITS.simulated),
    goal('delivered p99, ms', steady.deliveryP99, LIMITS.deliveryP99),
    goal('all back after a server’s death, s', death.allBack, LIMITS.backAfterDeath),
    // Known to be missed: docs/scaling.md says what would have to be made for it.
    { ...goal('all back after every socket broke, s', proxy.allBack, LIMITS.backAfterProxy), mustHold: false },
  ];
}
