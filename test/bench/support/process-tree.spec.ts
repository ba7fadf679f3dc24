import { describe, expect, it } from '@jest/globals';
import { cpuBelow, parseStat } from './process-tree.ts';

const line = (pid: number, name: string, parent: number, ticks: readonly [number, number, number, number]) =>
  `${pid} (${name}) S ${parent} ${pid} ${pid} 0 -1 4194560 1 2 3 4 ${ticks.join(' ')} 20 0 1 0 100 1000 10 0`;

describe('the CPU of programs', () => {
  it('is told in microseconds, of the system and of children that have ended too', () => {
    expect(parseStat(line(7, 'postgres', 5, [1, 2, 3, 4]))).toEqual({
      pid: 7,
      parent: 5,
      name: 'postgres',
      cpu: 100_000,
    });
  });

  it('is read whatever the name of the program is', () => {
    expect(parseStat(line(7, 'a) S 1 (b', 5, [1, 0, 0, 0]))).toMatchObject({
      name: 'a) S 1 (b',
      parent: 5,
      cpu: 10_000,
    });
  });

  it('is that of a child and of all below it, and of nobody else', () => {
    const processes = [
      line(10, 'postgres', 1, [1, 0, 0, 0]),
      line(11, 'postgres', 10, [2, 0, 0, 0]),
      line(12, 'postgres', 11, [4, 0, 0, 0]),
      line(13, 'redis-server', 1, [8, 0, 0, 0]),
      line(14, 'postgres', 2, [16, 0, 0, 0]),
    ].map(parseStat);
    expect(cpuBelow(processes, 1, 'postgres')).toBe(70_000);
    expect(cpuBelow(processes, 1, 'redis-server')).toBe(80_000);
    expect(cpuBelow(processes, 1, 'nginx')).toBe(0);
  });
});
