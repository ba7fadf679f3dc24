// npm run check:package: what is to be published of the client library, as npm, a compiler and a server would take it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { freshPackage } from './lib/fresh-build.ts';
import { typeProblems } from './lib/package-types.ts';
import { ROOT } from './lib/run.ts';

const PACKAGE = join(ROOT, 'dist/client-package');

interface Manifest {
  name: string;
  exports: Record<string, string | { default: string }>;
}

await freshPackage();
const manifest: Manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
const modules = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry.default]));

const problems = [
  ...(await manifestProblems()),
  ...(await importProblems()),
  ...(await licenseProblems()),
  ...(await typeProblems({
    folder: PACKAGE,
    name: manifest.name,
    subpaths: Object.keys(manifest.exports),
    user: join(ROOT, 'libs/client/build/package-user.ts'),
  })),
];
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

async function manifestProblems(): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir: PACKAGE, pack: false, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg) ?? message.code}`);
}

/** A server that renders pages imports the modules too, with no browser around them. */
async function importProblems(): Promise<string[]> {
  const results = await Promise.allSettled(modules.map((file) => import(pathToFileURL(join(PACKAGE, file)).href)));
  return results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${modules[index]} cannot be imported in Node: ${String(result.reason)}`] : [],
  );
}

/** Whose code is inside has to be named, with its license. */
async function licenseProblems(): Promise<string[]> {
  const licenses = await readFile(join(PACKAGE, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const files = await readdir(PACKAGE, { recursive: true });
  const inside = new Set<string>();
  for (const file of files.filter((each) => each.endsWith('.js.map'))) {
    const { sources }: { sources: string[] } = JSON.parse(await readFile(join(PACKAGE, file), 'utf8'));
    for (const source of sources) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(source)?.[1];
      if (name) inside.add(name);
    }
  }
  return [...inside]
    .filter((name) => !new RegExp(`^(.*, )?${name}(, .*)?$`, 'm').test(licenses))
    .map((name) => `${name} is inside, but not in libs/client/THIRD-PARTY-LICENSES.txt.`);
}
