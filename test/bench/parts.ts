// The parts of the benchmark: how much of each is run, how its figures are shown, what they should be.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Part } from './part.ts';
import { clusterPart } from './parts/cluster.ts';
import { simulationPart } from './parts/simulation.ts';
import { soakPart } from './parts/soak.ts';
import { connections } from './scenarios/connections.ts';
import { engines } from './scenarios/engines.ts';
import { fullLoad } from './scenarios/full-load.ts';
import { growth } from './scenarios/growth.ts';
import { latency } from './scenarios/latency.ts';
import { profile, type Shares } from './scenarios/profile.ts';
import { storageCosts } from './scenarios/storage.ts';
import { throughput } from './scenarios/throughput.ts';
import type { Carrying } from './support/carrying.ts';
import type { Connecting } from './support/connecting.ts';
import { median } from './support/statistics.ts';
import { table } from './support/tables.ts';

/** The median of a figure over the rounds of one contender. */
function middle<Figures>(rounds: readonly Figures[], of: (figures: Figures) => number): number {
  return median(rounds.map(of));
}

/** Sixteen pairs with windows of 8: up to 256 signals on their way. */
const LOAD = { pairs: 16, warmUp: 20_000, signals: 40_000 };

const throughputPart: Part = async (short) => {
  const figures = await throughput({ ...LOAD, rounds: short ? 1 : 7 });
  const tables = table(figures, [
    { title: 'signals/s', of: ({ rate }) => rate, digits: 0 },
    { title: 'p50, ms', of: ({ p50 }) => p50, digits: 1 },
    { title: 'p99, ms', of: ({ p99 }) => p99, digits: 1 },
    { title: 'CPU per signal, µs', of: ({ cpu }) => cpu, digits: 1 },
  ]);
  const ratio = middle(figures.parley, ({ cpu }) => cpu) / middle(figures['socket.io'], ({ cpu }) => cpu);
  return { figures, tables, goals: [{ name: 'CPU per signal beside raw Socket.IO', measured: ratio, limit: 2 }] };
};

const latencyPart: Part = async (short) => {
  const figures = await latency({ rounds: short ? 1 : 9, pairs: 50, perSecond: 1000, seconds: 4 });
  const tables = table({ 'socket.io': figures['socket.io'], 'an fsync alone': figures.disk, parley: figures.parley }, [
    { title: 'p50, ms', of: ({ p50 }) => p50, digits: 2 },
    { title: 'p99, ms', of: ({ p99 }) => p99, digits: 2 },
  ]);
  const over = middle(figures.parley, ({ p99 }) => p99) - middle(figures['socket.io'], ({ p99 }) => p99);
  return {
    figures,
    tables,
    goals: [{ name: 'p99 at 1,000 signals/s over raw Socket.IO, ms', measured: over, limit: 5 }],
  };
};

const fullLoadPart: Part = async (short) => {
  const figures = await fullLoad({ ...LOAD, rounds: short ? 1 : 5 });
  const tables = table({ 'this disk': figures.disk, '20 ms a commit': figures.slowDisk }, [
    { title: 'signals/s', of: ({ rate }) => rate, digits: 0 },
    { title: 'event loop late, p99, ms', of: ({ loopDelayP99 }) => loopDelayP99, digits: 1 },
    { title: 'p99, ms', of: ({ p99 }) => p99, digits: 1 },
  ]);
  const goals = [
    { name: 'event loop late at full load, p99, ms', measured: middle(figures.disk, (f) => f.loopDelayP99), limit: 10 },
    { name: 'the same, 20 ms a commit', measured: middle(figures.slowDisk, (f) => f.loopDelayP99), limit: 10 },
  ];
  return { figures, tables, goals };
};

const enginesPart: Part = async (short) => {
  const figures = await engines({ ...LOAD, rounds: short ? 1 : 5 });
  const rows = { 'SQLite in the server': figures.sqlite, 'PostgreSQL beside it': figures.postgres };
  const tables = table(rows, [
    { title: 'signals/s', of: ({ rate }) => rate, digits: 0 },
    { title: 'p50, ms', of: ({ p50 }) => p50, digits: 1 },
    { title: 'p99, ms', of: ({ p99 }) => p99, digits: 1 },
    { title: 'CPU per signal, µs', of: ({ cpu }) => cpu, digits: 1 },
    { title: 'PostgreSQL’s, µs', of: ({ databaseCpu }) => databaseCpu, digits: 1 },
    { title: 'signals a commit', of: ({ signalsPerCommit }) => signalsPerCommit, digits: 1 },
  ]);
  return { figures, tables, goals: [] };
};

const connectionsPart: Part = async (short) => {
  const figures = await connections({ rounds: short ? 1 : 5, connections: short ? 500 : 2000, atOnce: 32 });
  const tables = table(figures, [
    { title: 'opened/s', of: ({ rate }) => rate, digits: 0 },
    { title: 'CPU each, µs', of: ({ cpu }) => cpu, digits: 0 },
    { title: 'resident each, KB', of: ({ rss }) => rss / 1000, digits: 1 },
    { title: 'live objects each, KB', of: ({ live }) => live / 1000, digits: 1 },
  ]);
  const { parley, 'socket.io': raw } = figures;
  const goals = [
    {
      name: 'resident memory of an idle seat beside a raw connection',
      measured: middle(parley, ({ rss }) => rss) / middle(raw, ({ rss }) => rss),
      limit: 1.2,
    },
    {
      name: 'live objects of an idle seat beside a raw connection',
      measured: middle(parley, ({ live }) => live) / middle(raw, ({ live }) => live),
      limit: 1.2,
    },
    {
      name: 'joins in a burst beside raw connections opened',
      measured: middle(parley, ({ rate }) => rate) / middle(raw, ({ rate }) => rate),
      limit: 0.5,
      atLeast: true,
    },
  ];
  return { figures, tables, goals };
};

const growthPart: Part = async (short) => {
  const sizes = [1000, short ? 10_000 : 1_000_000] as const;
  const figures = await growth({ sizes, rounds: short ? 1 : 7, samples: short ? 100 : 500 });
  const [few = [], many = []] = sizes.map((size) => figures[size] ?? []);
  const kinds = ['list', 'listOpen', 'join', 'signal'] as const;
  const titles = { list: 'GET /calls', listOpen: 'GET /calls?state=active', join: 'join', signal: 'signal' };
  const tables = table(
    figures,
    kinds.flatMap((kind) => [
      { title: `${titles[kind]}, p50, ms`, of: (row) => row[kind].p50, digits: 2 },
      { title: 'p99, ms', of: (row) => row[kind].p99, digits: 2 },
    ]),
  );
  const goals = kinds.map((kind) => ({
    name: `${titles[kind]} at ${sizes[1]} calls beside ${sizes[0]}, p99`,
    measured: middle(many, (row) => row[kind].p99) / middle(few, (row) => row[kind].p99),
    limit: 1.2,
  }));
  return { figures, tables, goals };
};

const storagePart: Part = async (short) => {
  const figures = await storageCosts(short ? 100 : 500);
  const tables = table({ parley: [figures] }, [
    { title: 'bytes per call', of: ({ bytesPerCall }) => bytesPerCall, digits: 0 },
    { title: 'CPU to erase a call, ms', of: ({ purgeCpuMs }) => purgeCpuMs, digits: 2 },
    { title: 'calls erased/s', of: ({ purgedPerSecond }) => purgedPerSecond, digits: 0 },
  ]);
  return { figures, tables, goals: [] };
};

const BROWSER = fileURLToPath(new URL('browser/connecting.ts', import.meta.url));

const browserPart: Part = async (short) => {
  const { stdout } = await promisify(execFile)(process.execPath, [BROWSER, short ? '1' : '10']);
  const figures = JSON.parse(stdout) as Record<'bare' | 'parley', Connecting[]>;
  const tables = table({ 'two in one page': figures.bare, Parley: figures.parley }, [
    { title: 'connected, ms', of: ({ connected }) => connected, digits: 0 },
    { title: 'first frame, ms', of: ({ firstFrame }) => firstFrame, digits: 0 },
  ]);
  const ratio = (of: (run: Connecting) => number) => middle(figures.parley, of) / middle(figures.bare, of);
  const goals = [
    { name: 'Join to connected beside two in one page', measured: ratio(({ connected }) => connected), limit: 3 },
    { name: 'Join to first frame beside two in one page', measured: ratio(({ firstFrame }) => firstFrame), limit: 1.5 },
  ];
  return { figures, tables, goals };
};

const FILES = fileURLToPath(new URL('browser/files.ts', import.meta.url));

const filesPart: Part = async (short) => {
  const size = (short ? 16 : 128) * 1024 * 1024;
  const { stdout } = await promisify(execFile)(process.execPath, [FILES, short ? '1' : '5', String(size)]);
  const figures = JSON.parse(stdout) as Record<'disk' | 'private', Record<'bare' | 'files', Carrying[]>>;
  const rows = {
    'two browsers with a disk: a bare data channel': figures.disk.bare,
    'a file': figures.disk.files,
    'one browser, private windows: a bare data channel': figures.private.bare,
    'a file there': figures.private.files,
  };
  const tables = table(rows, [{ title: 'MB/s', of: ({ rate }) => rate / 1e6, digits: 1 }]);
  const ratio = ({ bare, files }: typeof figures.disk): number =>
    middle(files, ({ rate }) => rate) / middle(bare, ({ rate }) => rate);
  const goals = [
    { name: 'a file beside a bare data channel', measured: ratio(figures.disk), limit: 0.8, atLeast: true },
    { name: 'the same in private windows', measured: ratio(figures.private), limit: 0.8, atLeast: true },
  ];
  return { figures, tables, goals };
};

const profilePart: Part = async (short) => {
  const rounds: Shares[] = [];
  for (let round = 0; round < (short ? 1 : 3); round += 1) rounds.push(await profile({ ...LOAD, rounds: 1 }));
  const parts = Object.keys(rounds[0] ?? {});
  const rows = Object.fromEntries(parts.map((part) => [part, rounds.map((shares) => shares[part] ?? 0)]));
  const tables = table(rows, [{ title: 'µs per signal', of: (micros) => micros, digits: 1 }]);
  return { figures: rounds, tables, goals: [] };
};

export const PARTS: Readonly<Record<string, Part>> = {
  throughput: throughputPart,
  latency: latencyPart,
  'full-load': fullLoadPart,
  connections: connectionsPart,
  engines: enginesPart,
  growth: growthPart,
  storage: storagePart,
  browser: browserPart,
  files: filesPart,
  profile: profilePart,
  cluster: clusterPart,
  simulation: simulationPart,
  soak: soakPart,
};
