// Milliseconds from a sender to its receiver at a rate that leaves the servers air: Parley beside raw Socket.IO, by turns, and
// beside what the disk alone takes to keep as much.
import { DIALERS } from '../clients/dialers.ts';
import { BareDisk } from '../support/bare-disk.ts';
import { type Latencies, Load } from '../support/load.ts';
import { ServerProcess } from '../support/server-process.ts';

export interface LatencyOptions {
  rounds: number;
  pairs: number;
  perSecond: number;
  seconds: number;
}

export type LatencyContender = 'socket.io' | 'disk' | 'parley';

/** Both servers run all the time; one is used while the other rests. */
export async function latency(options: LatencyOptions): Promise<Record<LatencyContender, Latencies[]>> {
  const { rounds, pairs, perSecond, seconds } = options;
  const results: Record<LatencyContender, Latencies[]> = { 'socket.io': [], disk: [], parley: [] };
  const names = ['socket.io', 'parley'] as const;
  const sides = await Promise.all(
    names.map(async (name) => {
      const server = await ServerProcess.start(name);
      const load = await Load.connect(DIALERS[name], server.url, pairs);
      await load.pace(perSecond, 2);
      load.latencies();
      return { name, server, load };
    }),
  );
  const disk = await BareDisk.open();
  for (let round = 0; round < rounds; round += 1) {
    results.disk.push(await disk.pace(perSecond, seconds));
    for (const { name, load } of sides) {
      await load.pace(perSecond, seconds);
      results[name].push(load.latencies());
    }
  }
  for (const { server, load } of sides) {
    load.close();
    await server.stop();
  }
  await disk.close();
  return results;
}
