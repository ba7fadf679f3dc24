// npm run check:dependencies: the packages of others that a server or a page is made of: their licences, their scripts at
// installation, and, where the registry answers, whether holes in them are known.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture, ROOT } from './lib/run.ts';

interface LockedPackage {
  license?: string;
  resolved?: string;
  dev?: boolean;
  link?: boolean;
  hasInstallScript?: boolean;
}

interface Audit {
  vulnerabilities?: Record<string, { severity: string; range: string }>;
}

/** They ask for no more than to be named; the last is a font's. */
const LICENCES = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'Python-2.0', 'OFL-1.1']);

/** Package.json tells it to do nothing (`scarfSettings`). */
const SCRIPTS = new Set(['node_modules/@scarf/scarf']);

const SEVERE = new Set(['high', 'critical']);

const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
  await readFile(join(ROOT, 'package-lock.json'), 'utf8'),
);
const locked = Object.entries(lock.packages).filter(([path, { link }]) => path.startsWith('node_modules/') && !link);
const used = locked.filter(([, { dev }]) => !dev);

const problems = [...(await licenceProblems()), ...scriptProblems(), ...sourceProblems(), ...(await knownHoles())];
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

async function licenceProblems(): Promise<string[]> {
  const found = await Promise.all(
    used.map(async ([path, { license }]) => ({ path, licence: license ?? (await formerly(path)) })),
  );
  return found
    .filter(({ licence }) => !LICENCES.has(licence))
    .map(({ path, licence }) => `${path} is under ${licence}: a licence to look at before it is used`);
}

/** Old packages tell their licence in a list. */
async function formerly(path: string): Promise<string> {
  const manifest: { licenses?: { type: string }[] } = JSON.parse(
    await readFile(join(ROOT, path, 'package.json'), 'utf8'),
  );
  return manifest.licenses?.map(({ type }) => type).join(' OR ') ?? 'no licence';
}

function scriptProblems(): string[] {
  return used
    .filter(([path, { hasInstallScript }]) => hasInstallScript && !SCRIPTS.has(path))
    .map(([path]) => `${path} runs a script when it is installed`);
}

/** npm is told to leave addresses out; one that is there is not the registry's. */
function sourceProblems(): string[] {
  return locked.filter(([, { resolved }]) => resolved).map(([path]) => `${path} comes from an address of its own`);
}

async function knownHoles(): Promise<string[]> {
  const { output } = await capture(['npm', 'audit', '--omit=dev', '--json']);
  const { vulnerabilities } = auditIn(output);
  if (!vulnerabilities) {
    console.log('The registry does not say whether holes are known: npm audit got no answer.');
    return [];
  }
  return Object.entries(vulnerabilities)
    .filter(([, { severity }]) => SEVERE.has(severity))
    .map(([name, { severity, range }]) => `${name} ${range} has a known hole (${severity}): see npm audit`);
}

/** npm mixes its warnings in before the answer. */
function auditIn(output: string): Audit {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return {};
  }
}
