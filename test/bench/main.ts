// npm run bench: Parley beside raw relays, in one run on this machine. Prints tables and goals; writes all figures of all
// rounds to bench-results/. `npm run bench -- throughput latency` runs these parts alone; `--short` runs each once, to see that it runs.
// `npm run bench -- simulation --calls 20000` plans for so many calls at once, and fails when that plan does not hold.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { PARTS } from './parts.ts';
import { type Goal, goalLine, isMet } from './support/tables.ts';

const RESULTS = fileURLToPath(new URL('../../bench-results/', import.meta.url));

// So that the servers end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean' }, calls: { type: 'string' } },
  allowPositionals: true,
});
const short = values.short ?? false;
const calls = values.calls === undefined ? undefined : Number(values.calls);
if (calls !== undefined && !(Number.isInteger(calls) && calls > 0))
  throw new Error('--calls is a number of calls at once.');
/** They take so long that they are run only by their name. */
const LONGEST: ReadonlySet<string> = new Set(['soak']);
const chosen = positionals.length > 0 ? positionals : Object.keys(PARTS).filter((name) => !LONGEST.has(name));

const machine = {
  node: process.version,
  processors: cpus().length,
  processor: cpus()[0]?.model,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${arch()}`,
};

const results: Record<string, unknown> = {};
const goals: Goal[] = [];
for (const name of chosen) {
  const part = PARTS[name];
  if (!part) throw new Error(`There is no part "${name}". There are: ${Object.keys(PARTS).join(', ')}.`);
  const { figures, tables, goals: of } = await part(short, { calls });
  results[name] = figures;
  goals.push(...of);
  console.log(`\n## ${name}\n\n${tables}\n\n${of.map(goalLine).join('\n')}`);
}

const { stdout: revision } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD']).catch(() => ({
  stdout: '',
}));
await mkdir(RESULTS, { recursive: true });
const file = join(RESULTS, `${new Date().toISOString().replaceAll(':', '-')}.json`);
const report = {
  machine,
  revision: revision.trim(),
  goals: goals.map((goal) => ({ ...goal, met: isMet(goal) })),
  results,
};
await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${goals.filter(isMet).length} of ${goals.length} goals met. All figures: ${file}`);
if (goals.some((goal) => goal.mustHold && !isMet(goal))) process.exitCode = 1;
