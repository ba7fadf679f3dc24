// Several servers at a steady load for long: whether what they hold stays what it was, minute by minute.
import { parleyPair } from '../clients/parley-dialer.ts';
import { DIALERS } from '../clients/dialers.ts';
import type { Dialer } from '../clients/line.ts';
import { Cluster } from '../support/cluster.ts';
import { Load } from '../support/load.ts';
import { wholeCall } from '../support/whole-call.ts';

export interface SoakOptions {
  servers: number;
  /** How often is looked, and how long lies between. */
  looks: number;
  secondsBetween: number;
  /** Calls that stay, and the signals a second of all of them; each has its two at different servers. */
  pairs: number;
  perSecond: number;
  /** Calls that come and go, a second: each with a whole handshake. */
  callsPerSecond: number;
}

/** At the end of one stretch. */
export interface SoakLook {
  /** Seconds since the load began. */
  at: number;
  /** Bytes of all servers together, after a garbage collection. */
  rss: number;
  live: number;
  /** Milliseconds from sending to delivery, and milliseconds of CPU a second of all servers, in this stretch. */
  p50: number;
  p99: number;
  cpu: number;
  postgresConnections: number;
  redisConnections: number;
  /** Calls that came and went, those of them that failed, and signals refused, since the load began. */
  calls: number;
  failed: number;
  refused: number;
}

/** Before anything is looked at: until what is run is compiled, and pools and caches are filled. */
const WARM_UP_SECONDS = 20;

export async function soak(options: SoakOptions): Promise<SoakLook[]> {
  const { servers, looks, secondsBetween, pairs, perSecond, callsPerSecond } = options;
  const cluster = await Cluster.start(servers, { PARLEY_RETENTION: String(secondsBetween) });
  let made = 0;
  const dialer: Dialer = {
    ...DIALERS.parley,
    pair: (_, ear) => {
      made += 1;
      return parleyPair([cluster.url(made), cluster.url(made + 1)], ear);
    },
  };
  const load = await Load.connect(dialer, cluster.url(0), pairs, { patient: true });
  const comers = new Comers(cluster, callsPerSecond);
  await load.pace(perSecond, Math.min(WARM_UP_SECONDS, secondsBetween));
  load.latencies();
  const begun = performance.now();
  const seen: SoakLook[] = [];
  for (let look = 0; look < looks; look += 1) {
    const before = await cluster.spent();
    await load.pace(perSecond, secondsBetween);
    const after = await cluster.spent();
    seen.push({
      at: (performance.now() - begun) / 1000,
      ...(await cluster.memory()),
      ...load.latencies(),
      cpu: (after.server - before.server) / 1000 / secondsBetween,
      postgresConnections: await cluster.postgresConnections(),
      redisConnections: await cluster.redisConnections(),
      calls: comers.calls,
      failed: comers.failed,
      refused: load.refusals,
    });
  }
  await comers.stop();
  load.close();
  await cluster.stop();
  return seen;
}

/** People who call each other, say what a handshake says, and hang up. */
class Comers {
  calls = 0;
  failed = 0;
  private readonly cluster: Cluster;
  private readonly underWay = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  constructor(cluster: Cluster, perSecond: number) {
    this.cluster = cluster;
    this.timer = setInterval(() => this.call(), 1000 / perSecond);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.underWay);
  }

  private call(): void {
    const { cluster, calls } = this;
    this.calls += 1;
    const call = wholeCall([cluster.url(calls), cluster.url(calls + 1)])
      .catch(() => void (this.failed += 1))
      .finally(() => this.underWay.delete(call));
    this.underWay.add(call);
  }
}
