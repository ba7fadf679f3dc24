// The measured costs that the plan and the simulation reckon with: kept beside this file, with the date and the machine.
import { readFileSync } from 'node:fs';
import type { ClusterCosts } from '../scenarios/cluster.ts';
import type { Connections } from '../scenarios/connections.ts';
import type { Spent } from '../support/cluster.ts';

export interface Costs {
  measured: { at: string; revision: string; machine: string; by: string };
  call: Spent;
  join: Spent;
  together: Spent;
  apart: Spent;
  idleServer: Spent;
  idleSeat: Spent;
  /** Bytes. */
  residentOfServer: number;
  residentOfSeat: number;
  stored: number;
  /** Microseconds of PostgreSQL's CPU. */
  lookUp: number;
  /** Seconds that one sync of the disk takes. */
  sync: number;
}

type Measured = Omit<Costs, 'measured'>;
/** A benchmark that no longer gives one of these does not compile; a seat's resident memory is what `connections` measures. */
type Given = Pick<ClusterCosts, Exclude<keyof Measured, 'residentOfSeat'>> & { residentOfSeat: Connections['rss'] };
const FILE = new URL('measured-costs.json', import.meta.url);

export function measuredCosts(): Costs {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Given & Pick<Costs, 'measured'>;
}

/** Of a signal between two servers, each as likely as any other. */
export function signalCosts({ together, apart }: Pick<Costs, 'together' | 'apart'>, servers: number): Spent {
  const share = 1 / servers;
  const of = (key: keyof Spent): number => together[key] * share + apart[key] * (1 - share);
  return { server: of('server'), postgres: of('postgres'), redis: of('redis'), wal: of('wal') };
}
