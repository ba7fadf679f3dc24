// Loaded into every server before its own first line (`--import`): answers, over IPC, what the process has used.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** What a server's process has used, all its threads together. */
export interface Figures {
  /** Microseconds of CPU since its start, user and system. */
  cpu: number;
  /** Bytes of resident memory, after a garbage collection. */
  rss: number;
  /** Bytes of live objects, on and off V8's heap, after a garbage collection. */
  live: number;
  /** Milliseconds by which the event loop was late, since the figures were last asked for. */
  loopDelay: { p50: number; p99: number; max: number };
}

export type ProbeRequest = 'cpu' | 'figures';

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const late = (percentile: number): number => Math.max(0, delay.percentile(percentile) / 1e6 - 1);

  process.on('message', (request: ProbeRequest) => {
    const { user, system } = process.cpuUsage();
    const loopDelay = { p50: late(50), p99: late(99), max: Math.max(0, delay.max / 1e6 - 1) };
    if (request === 'figures') for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    const figures: Figures = { cpu: user + system, rss, live: heapUsed + external, loopDelay };
    process.send?.(figures);
    delay.reset();
  });
  // The channel alone keeps no server alive.
  process.channel?.unref();
}
