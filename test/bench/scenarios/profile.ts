// Where each microsecond of a signal goes: V8's own profile of every window full, its samples sorted by whose code ran.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIALERS } from '../clients/dialers.ts';
import { Load } from '../support/load.ts';
import { ServerProcess } from '../support/server-process.ts';
import type { ThroughputOptions } from './throughput.ts';

/** Microseconds per signal, by the part of the server. */
export type Shares = Record<string, number>;

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string };
  children?: number[];
}

interface Profile {
  nodes: ProfileNode[];
  /** Microseconds on the monotonic clock, which all processes share. */
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

/** Whose code it is, by its file; the first that fits. */
const FILES: readonly (readonly [RegExp, string])[] = [
  [/signal-(statements|appender)|call-rules/, 'SQL (writer)'],
  [/checkpoint/, 'checkpoints, in a thread of their own'],
  [/batch-writer/, 'commit and fsync (writer)'],
  [/writer\.worker/, 'hand-over to the worker'],
  [/libs\/protocol\/src\/dto/, 'validation'],
  [/text-encoder|engine\.io-parser\/.*encode/, 'encoding'],
  [/socket\.io-parser|engine\.io-parser/, 'decoding'],
  [/batch-queue|worker-link|sqlite-call-store|confirmations|libs\/storage/, 'hand-over to the worker'],
  [/announce|announcer|held-seat|unconfirmed|metrics|prom-client|watchers|held-polls|presence/, 'announcing'],
  [/ws\/lib\/(receiver|buffer-util|validation|extension)/, 'reading'],
  [/ws\/lib|joined-writes|transports\/websocket/, 'emitting'],
  [/apps\/server|node_modules\/(socket\.io|engine\.io|@nestjs|debug|@socket\.io)/, 'dispatch'],
];
const NATIVE: ReadonlyMap<string, string> = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'event loop and Node'],
  ['(idle)', 'idle'],
  ['writev', 'emitting'],
  ['postMessage', 'hand-over to the worker'],
]);

export async function profile({ pairs, warmUp, signals }: ThroughputOptions): Promise<Shares> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-profile-'));
  const server = await ServerProcess.start('parley', { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
  const load = await Load.connect(DIALERS.parley, server.url, pairs);
  await load.flood(warmUp);
  const from = monotonic();
  await load.flood(signals);
  const to = monotonic();
  await load.rest();
  load.close();
  await server.stop();
  const shares: Shares = {};
  for (const file of await readdir(folder)) {
    const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as Profile;
    for (const [part, micros] of within(profile, from, to)) shares[part] = (shares[part] ?? 0) + micros / signals;
  }
  await rm(folder, { recursive: true });
  delete shares['idle'];
  return Object.fromEntries(Object.entries(shares).toSorted(([, one], [, other]) => other - one));
}

const monotonic = (): number => Number(process.hrtime.bigint() / 1000n);

/** Microseconds by part, of the samples between two times. */
function within({ nodes, startTime, samples, timeDeltas }: Profile, from: number, to: number): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const partOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { functionName, url } = byId.get(at)?.callFrame ?? { functionName: '', url: '' };
      const part = NATIVE.get(functionName) ?? FILES.find(([pattern]) => pattern.test(url))?.[1];
      if (part !== undefined) return part;
    }
    return 'event loop and Node';
  };
  const parts = new Map<string, number>();
  let time = startTime;
  for (const [index, id] of samples.entries()) {
    const took = timeDeltas[index] ?? 0;
    time += took;
    if (time < from || time > to) continue;
    const part = partOf(id);
    parts.set(part, (parts.get(part) ?? 0) + took);
  }
  return parts;
}
