// Builds server, client library and page, and the library's package, unless what stands in dist/ was built of these very
// sources.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { capture, ROOT } from './run.ts';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.sources');
const PACKAGE_STAMP = join(DIST, '.package-sources');
const SOURCES = [
  'apps',
  'libs',
  'LICENSE',
  '.swcrc',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'package-lock.json',
];

/** What `npm start` serves. */
const SERVED: Record<string, readonly string[]> = {
  server: ['nest', 'build', 'server'],
  client: ['node', 'libs/client/build/scripts.ts'],
  element: ['node', 'apps/element/build/scripts.ts'],
  page: ['vite', 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn'],
};

/** What `npm publish` takes, which no start waits for. */
const PACKAGE = [
  ['node', 'libs/client/build/package.ts'],
  ['node', 'apps/element/build/package.ts'],
];

/** Where the examples find it, as anybody who has installed it. */
const INSTALLED = join(ROOT, 'examples/node_modules/@parley/client');

/**
 * Brings what is served up to date. Answers whether anything had to be built.
 *
 * @throws Error with the output of the build that failed.
 */
export async function freshBuild(): Promise<boolean> {
  const fingerprint = await fingerprintOfSources();
  if (fingerprint === (await stampAt(STAMP))) return false;
  process.stderr.write('Building, which takes about half a minute and is done once.\n');
  await rm(DIST, { recursive: true, force: true });
  await Promise.all(Object.entries(SERVED).map(([name, command]) => build(name, command)));
  await writeFile(STAMP, fingerprint);
  return true;
}

/**
 * Brings the client library's package up to date, in dist/client-package. Answers whether it had to be built.
 *
 * @throws Error with the output of the build if it failed.
 */
export async function freshPackage(): Promise<boolean> {
  const fingerprint = await fingerprintOfSources();
  if (fingerprint === (await stampAt(PACKAGE_STAMP))) return false;
  for (const command of PACKAGE) await build('package', command);
  await installForExamples();
  await writeFile(PACKAGE_STAMP, fingerprint);
  return true;
}

async function installForExamples(): Promise<void> {
  const folder = join(DIST, 'client-package');
  await rm(INSTALLED, { recursive: true, force: true });
  await mkdir(dirname(INSTALLED), { recursive: true });
  // Windows lets everybody make a junction, which wants the whole path.
  const isWindows = process.platform === 'win32';
  await symlink(isWindows ? folder : relative(dirname(INSTALLED), folder), INSTALLED, isWindows ? 'junction' : 'dir');
}

function stampAt(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
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
