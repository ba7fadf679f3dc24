// Builds server, client library and page, unless what stands in dist/ was built of these very sources.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture, ROOT } from './run.ts';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.sources');
const SOURCES = ['apps', 'libs', '.swcrc', 'nest-cli.json', 'tsconfig.json', 'tsconfig.base.json', 'package-lock.json'];

const BUILDS: Record<string, readonly string[]> = {
  server: ['nest', 'build', 'server'],
  client: ['vite', 'build', '--config', 'libs/client/vite.config.ts', '--logLevel', 'warn'],
  page: ['vite', 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn'],
};

/**
 * Brings dist/ up to date. Answers whether anything had to be built.
 *
 * @throws Error with the output of the build that failed.
 */
export async function freshBuild(): Promise<boolean> {
  const fingerprint = await fingerprintOfSources();
  if (fingerprint === (await readFile(STAMP, 'utf8').catch(() => null))) return false;
  await rm(DIST, { recursive: true, force: true });
  await Promise.all(Object.entries(BUILDS).map(([name, command]) => build(name, command)));
  await writeFile(STAMP, fingerprint);
  return true;
}

async function fingerprintOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesBelow(source)) {
      const { size, mtimeMs } = await stat(join(ROOT, file));
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** What a build reads: tests are no part of it. */
async function filesBelow(source: string): Promise<string[]> {
  if (!(await stat(join(ROOT, source))).isDirectory()) return [source];
  const entries = await readdir(join(ROOT, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((path) => !path.includes('node_modules'))
    .toSorted();
}

async function build(name: string, command: readonly string[]): Promise<void> {
  const { code, output } = await capture(command);
  if (code !== 0) throw new Error(`The build of the ${name} failed:\n${output}`);
}
