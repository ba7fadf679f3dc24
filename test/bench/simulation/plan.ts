// How many machines so many calls at once need. Calls are spread over cells that know nothing of each other: a PostgreSQL, a
// Redis, and the servers in front of them.
import { CONNECTIONS_OF_SERVER, LIMITS, MACHINES, type Workload } from './assumptions.ts';
import type { Costs } from './costs.ts';
import { type Demand, demandOf } from './demand.ts';

/** One resource: how full it is, of 1, and how full it may be. */
export interface Resource {
  name: string;
  used: number;
  limit: number;
}

export interface Plan {
  calls: number;
  cells: number;
  callsOfCell: number;
  serversOfCell: number;
  /** Of one cell. */
  demand: Demand;
  resources: Resource[];
}

/** Beyond this a server's death is a small thing, and PostgreSQL's connections are many. */
const MOST_SERVERS = 40;
const MOST_CELLS = 10_000;

/** The fewest cells, and in each the fewest servers, two at least, that keep every limit. @throws Error when none do */
export function planFor(calls: number, costs: Costs, workload: Workload): Plan {
  for (let cells = 1; cells <= MOST_CELLS; cells += 1) {
    const callsOfCell = Math.ceil(calls / cells);
    for (let servers = 2; servers <= MOST_SERVERS; servers += 1) {
      const plan = planOf({ calls, cells, callsOfCell, serversOfCell: servers }, costs, workload);
      if (plan.resources.every(({ used, limit }) => used <= limit)) return plan;
    }
  }
  throw new Error(`No ${MOST_CELLS} cells carry ${calls} calls at once.`);
}

/** What a given shape asks of each resource. */
export function planOf(
  shape: Pick<Plan, 'calls' | 'cells' | 'callsOfCell' | 'serversOfCell'>,
  costs: Costs,
  workload: Workload,
): Plan {
  const { callsOfCell, serversOfCell: servers } = shape;
  const demand = demandOf(callsOfCell, servers, costs, workload);
  const { postgres, server, network } = MACHINES;
  const loop = demand.serverLoops / servers;
  const database = demand.postgresProcessors / postgres.processors;
  const lost = demand.seats / servers;
  const survivors = servers - 1;
  const back = Math.max(
    drained((lost * costs.join.server) / 1e6, survivors, demand.serverLoops),
    drained((lost * costs.join.postgres) / 1e6, postgres.processors, demand.postgresProcessors),
  );
  const retained = (demand.storedPerDay / 86_400) * (workload.retention + workload.duration);
  const resources: Resource[] = [
    { name: 'a server’s event loop', used: loop, limit: LIMITS.serverLoop },
    {
      name: 'a server’s memory',
      used: (costs.residentOfServer + demand.seatMemory / survivors) / server.memory,
      limit: LIMITS.serverMemory,
    },
    { name: 'PostgreSQL’s processors', used: database, limit: LIMITS.postgresProcessors },
    {
      name: 'PostgreSQL’s connections',
      used: (servers * CONNECTIONS_OF_SERVER) / postgres.connections,
      limit: LIMITS.postgresConnections,
    },
    { name: 'PostgreSQL’s disk', used: retained / postgres.disk, limit: LIMITS.postgresDisk },
    { name: 'Redis', used: demand.redisProcessors, limit: LIMITS.redis },
    {
      name: 'a server’s network',
      used: (demand.wirePerSecond * 8) / survivors / network,
      limit: LIMITS.network,
    },
    // In closed form, as if all came back at once; the simulation has them come as they do.
    { name: 'seconds until the seats of a dead server are back', used: back, limit: LIMITS.backAfterDeath },
  ];
  return { ...shape, demand, resources };
}

/** Seconds until so much work is done beside the work that comes all the time; endless when there is no time left for it. */
function drained(work: number, places: number, always: number): number {
  return always >= places ? Infinity : work / (places - always);
}
