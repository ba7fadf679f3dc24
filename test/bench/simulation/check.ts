// Lets one cell of a plan run: undisturbed, when one of its servers dies, and when its proxy starts again.
import type { Workload } from './assumptions.ts';
import { type CellOutcome, simulateCell, type Utilisation } from './cell.ts';
import type { Costs } from './costs.ts';
import type { Plan } from './plan.ts';
import { percentile } from '../support/statistics.ts';

export interface Storm {
  /** Seconds until every seat was taken back; endless when not all of them were. */
  allBack: number;
  /** Milliseconds. */
  deliveryP99: number;
  /** Tries to come back that were given up. */
  late: number;
}

export interface Checked {
  plan: Plan;
  steady: { utilisation: Utilisation; deliveryP50: number; deliveryP99: number };
  death: Storm;
  proxy: Storm;
}

/** Seconds. A round of lookups and the gap between two joins pass before anything counts; and it is waited for the last one back. */
const TIMES = { warmUp: 15, steady: 20, after: 120 };

export function checkPlan(plan: Plan, options: { costs: Costs; workload: Workload; seed: number }): Checked {
  const cell = { ...options, ...TIMES, calls: plan.callsOfCell, servers: plan.serversOfCell };
  const death = simulateCell({ ...cell, breaks: 'one server' });
  const proxy = simulateCell({ ...cell, breaks: 'every socket' });
  return {
    plan,
    steady: {
      utilisation: death.utilisation,
      deliveryP50: percentile(death.delivered, 50) * 1000,
      deliveryP99: percentile(death.delivered, 99) * 1000,
    },
    death: stormOf(death),
    proxy: stormOf(proxy),
  };
}

function stormOf({ away, lost, late, deliveredAfter }: CellOutcome): Storm {
  const allBack = away.length < lost ? Infinity : away.reduce((longest, one) => Math.max(longest, one), 0);
  return { allBack, deliveryP99: percentile(deliveredAfter, 99) * 1000, late };
}
