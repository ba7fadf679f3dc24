import { describe, expect, it } from '@jest/globals';
import { WORKLOAD, type Workload } from './assumptions.ts';
import { type Costs, signalCosts } from './costs.ts';
import { demandOf, ratesOf } from './demand.ts';
import { planFor, planOf } from './plan.ts';

const NOTHING = { server: 0, postgres: 0, redis: 0, wal: 0 };
const FREE: Costs = {
  measured: { at: '', revision: '', machine: '', by: '' },
  call: NOTHING,
  join: NOTHING,
  together: NOTHING,
  apart: NOTHING,
  idleServer: NOTHING,
  idleSeat: NOTHING,
  residentOfServer: 0,
  residentOfSeat: 0,
  stored: 0,
  lookUp: 0,
  sync: 0.001,
};
const DAY_LONG: Workload = { ...WORKLOAD, duration: 100, handshakes: 1, candidates: 4, returns: 0 };

const used = (costs: Partial<Costs>, servers: number, name: string): number | undefined =>
  planOf(
    { calls: 1000, cells: 1, callsOfCell: 1000, serversOfCell: servers },
    { ...FREE, ...costs },
    DAY_LONG,
  ).resources.find((resource) => resource.name === name)?.used;

describe('what calls ask for', () => {
  it('follows Little’s law: as many begin in a second as are there, divided by how long each stays', () => {
    expect(ratesOf(1000, DAY_LONG)).toEqual({ calls: 10, joins: 20, signals: 100, seats: 2000 });
  });

  it('has a signal go between servers the more often, the more there are', () => {
    const costs = { together: { ...NOTHING, redis: 0 }, apart: { ...NOTHING, redis: 40 } };
    expect(signalCosts(costs, 1).redis).toBe(0);
    expect(signalCosts(costs, 4).redis).toBe(30);
  });

  it('adds up what each item costs, in processors', () => {
    const item = { server: 1000, postgres: 2000, redis: 0, wal: 10 };
    const costs = { ...FREE, call: item, join: item, together: item, apart: item, idleServer: item, lookUp: 10 };
    const demand = demandOf(1000, 2, costs, DAY_LONG);
    // 10 calls, 20 joins, 100 signals, 2 servers: 132 items a second; and 2,000 seats looked up every 4 seconds.
    expect(demand.serverLoops).toBeCloseTo(0.132);
    expect(demand.postgresProcessors).toBeCloseTo(0.264 + 0.005, 4);
    expect(demand.walPerSecond).toBeCloseTo(1320);
  });
});

describe('a plan', () => {
  it('shares the work of a second among the servers of a cell', () => {
    const together = { ...NOTHING, server: 5000 };
    expect(used({ together, apart: together }, 2, 'a server’s event loop')).toBeCloseTo(0.25);
    expect(used({ together, apart: together }, 5, 'a server’s event loop')).toBeCloseTo(0.1);
  });

  it('leaves room for the seats of a dead server: work beside the work that comes all the time', () => {
    const name = 'seconds until the seats of a dead server are back';
    // 20 joins a second of 10 ms are 0.2 of a processor; 500 lost seats ask for 5 seconds of three, less those 0.2.
    expect(used({ join: { ...NOTHING, server: 10_000 } }, 4, name)).toBeCloseTo(5 / 2.8);
    expect(used({ join: { ...NOTHING, server: 60_000 } }, 2, name)).toBe(Infinity);
  });

  it('is the fewest cells, and in each the fewest servers, that keep every limit', () => {
    const costs = { ...FREE, residentOfSeat: 50_000, call: { ...NOTHING, postgres: 30_000 } };
    const plan = planFor(200_000, costs, WORKLOAD);
    expect(plan.resources.filter((resource) => resource.used > resource.limit)).toEqual([]);
    const { calls, cells, callsOfCell, serversOfCell } = plan;
    const fewer = [
      { calls, cells, callsOfCell, serversOfCell: serversOfCell - 1 },
      { calls, cells: cells - 1, callsOfCell: Math.ceil(calls / (cells - 1)), serversOfCell: 40 },
    ];
    for (const shape of fewer) {
      expect(planOf(shape, costs, WORKLOAD).resources.some((resource) => resource.used > resource.limit)).toBe(true);
    }
  });

  it('is refused when no number of machines would do', () => {
    expect(() => planFor(1000, { ...FREE, idleServer: { ...NOTHING, server: 2e6 } }, WORKLOAD)).toThrow(
      'No 10000 cells',
    );
  });
});
