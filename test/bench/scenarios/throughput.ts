// How much CPU a signal costs the server, and how many it carries, with every window full.
import { CONTENDERS, DIALERS } from '../clients/dialers.ts';
import { Load, type Latencies } from '../support/load.ts';
import { ServerProcess, type ServerName, type ServerProcessOptions } from '../support/server-process.ts';

export interface ThroughputOptions {
  rounds: number;
  pairs: number;
  warmUp: number;
  signals: number;
}

export interface Throughput extends Latencies {
  /** Signals per second. */
  rate: number;
  /** Microseconds of the server's CPU per signal, all its threads. */
  cpu: number;
  /** Milliseconds by which the server's event loop was late. */
  loopDelayP99: number;
}

/** Alternates the contenders, a new process each time. */
export async function throughput(options: ThroughputOptions): Promise<Record<ServerName, Throughput[]>> {
  const results: Record<ServerName, Throughput[]> = { ws: [], peerjs: [], 'socket.io': [], parley: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    for (const name of CONTENDERS) results[name].push(await oneRound(name, options));
  }
  return results;
}

export async function oneRound(
  name: ServerName,
  { pairs, warmUp, signals }: ThroughputOptions,
  server: ServerProcessOptions = {},
): Promise<Throughput> {
  const process = await ServerProcess.start(name, server);
  const load = await Load.connect(DIALERS[name], process.url, pairs);
  await load.flood(warmUp);
  load.latencies();
  const before = await process.figures();
  const took = await load.flood(signals);
  const after = await process.figures();
  const latencies = load.latencies();
  await load.rest();
  load.close();
  await process.stop();
  return {
    rate: signals / (took / 1000),
    cpu: (after.cpu - before.cpu) / signals,
    loopDelayP99: after.loopDelay.p99,
    ...latencies,
  };
}
