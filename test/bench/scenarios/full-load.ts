// How late Parley's event loop runs with every window full: on this disk, and on one where each commit takes 20 ms.
import { oneRound, type Throughput, type ThroughputOptions } from './throughput.ts';

export interface FullLoad {
  /** As it is. */
  disk: Throughput[];
  /** Each commit takes 20 ms more. */
  slowDisk: Throughput[];
}

export async function fullLoad(options: ThroughputOptions): Promise<FullLoad> {
  const results: FullLoad = { disk: [], slowDisk: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    results.disk.push(await oneRound('parley', options));
    results.slowDisk.push(await oneRound('parley', options, { slowDisk: true }));
  }
  return results;
}
