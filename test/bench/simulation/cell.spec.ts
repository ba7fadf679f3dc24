import { describe, expect, it } from '@jest/globals';
import { WORKLOAD } from './assumptions.ts';
import { type CellOptions, simulateCell } from './cell.ts';
import { demandOf } from './demand.ts';
import type { Costs } from './costs.ts';

const spent = (server: number, postgres: number, redis: number) => ({ server, postgres, redis, wal: 0 });
const COSTS: Costs = {
  measured: { at: '', revision: '', machine: '', by: '' },
  call: spent(500, 500, 0),
  join: spent(1000, 2000, 50),
  together: spent(100, 100, 0),
  apart: spent(140, 100, 30),
  idleServer: spent(0, 0, 0),
  idleSeat: spent(3, 0, 0),
  residentOfServer: 0,
  residentOfSeat: 0,
  stored: 0,
  lookUp: 2,
  sync: 0.001,
};
const CELL: CellOptions = {
  calls: 10_000,
  servers: 3,
  costs: COSTS,
  workload: WORKLOAD,
  seed: 1,
  warmUp: 10,
  steady: 20,
  after: 15,
  breaks: 'none',
};

describe('a cell, simulated', () => {
  it('is as busy as the closed form says', () => {
    const { utilisation } = simulateCell(CELL);
    const demand = demandOf(CELL.calls, CELL.servers, COSTS, WORKLOAD);
    // Some 700 handshakes by chance: 4 of 100 more or less are one standard deviation.
    expect(Math.abs(utilisation.postgres / (demand.postgresProcessors / 16) - 1)).toBeLessThan(0.1);
    expect(Math.abs(utilisation.redis / demand.redisProcessors - 1)).toBeLessThan(0.1);
    // The busiest of three.
    expect(utilisation.server).toBeGreaterThan(demand.serverLoops / 3);
    expect(utilisation.server).toBeLessThan((demand.serverLoops / 3) * 1.15);
  });

  it('is the same for the same seed, and another for another', () => {
    const short = { ...CELL, calls: 2000, steady: 5 };
    expect(simulateCell(short)).toEqual(simulateCell(short));
    expect(simulateCell({ ...short, seed: 2 }).delivered).not.toEqual(simulateCell(short).delivered);
  });

  it('delivers no signal sooner than its work and its commit take', () => {
    const { delivered } = simulateCell({ ...CELL, calls: 2000, steady: 5 });
    expect(delivered.length).toBeGreaterThan(500);
    expect(Math.min(...delivered)).toBeGreaterThan(COSTS.sync + 0.000199);
  });

  it('seats everyone of a dead server again, not before the work for it is done', () => {
    const { lost, away } = simulateCell({ ...CELL, calls: 18_000, breaks: 'one server' });
    expect(lost).toBe(12_000);
    expect(away).toHaveLength(lost);
    // 12,000 joins of 1 ms on two servers.
    expect(Math.max(...away)).toBeGreaterThan(6);
  });

  it('leaves people outside when they come back faster than they can be seated: tries are given up and made again', () => {
    const join = spent(4000, 2000, 50);
    const { lost, away, late } = simulateCell({
      ...CELL,
      costs: { ...COSTS, join },
      calls: 20_000,
      breaks: 'every socket',
    });
    expect(late).toBeGreaterThan(1000);
    expect(away.length).toBeLessThan(lost);
  });
});
