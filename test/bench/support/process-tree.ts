// CPU of programs that this process has started and that answer no questions of a probe's: PostgreSQL with all its backends,
// Redis. Linux alone: from /proc/<pid>/stat (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html).
import { readdir, readFile } from 'node:fs/promises';

/** The kernel's USER_HZ, in which it tells CPU times: 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface ProcessStat {
  pid: number;
  parent: number;
  /** The program's name, 15 characters at most. */
  name: string;
  /** Microseconds of CPU, user and system, children that have ended and were waited for included. */
  cpu: number;
}

/** @param line what /proc/<pid>/stat says. The name may hold spaces and brackets: it ends at the last one */
export function parseStat(line: string): ProcessStat {
  const [open, close] = [line.indexOf('('), line.lastIndexOf(')')];
  // From the third field on.
  const fields = line.slice(close + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
  return {
    pid: Number(line.slice(0, open)),
    parent: Number(fields[1]),
    name: line.slice(open + 1, close),
    cpu: (ticks * 1e6) / TICKS_PER_SECOND,
  };
}

/** What a child of this name, and all below it, have used: microseconds of CPU. 0 when there is none. */
export function cpuBelow(processes: readonly ProcessStat[], parent: number, name: string): number {
  const ofTree = (root: ProcessStat): number =>
    processes.filter((one) => one.parent === root.pid).reduce((sum, child) => sum + ofTree(child), root.cpu);
  return processes
    .filter((one) => one.parent === parent && one.name === name)
    .reduce((sum, root) => sum + ofTree(root), 0);
}

/** Every process that this one may see. */
export async function allProcesses(): Promise<ProcessStat[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    pids.map(async (pid) => {
      try {
        return parseStat(await readFile(`/proc/${pid}/stat`, 'latin1'));
      } catch {
        // It ended meanwhile.
        return [];
      }
    }),
  );
  return stats.flat();
}
