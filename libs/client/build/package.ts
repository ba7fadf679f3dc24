// Builds dist/client-package, which is what `npm publish` and `npm pack` take: modules, types, and nothing to install beside.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import manifest from '../package.json' with { type: 'json' };
import { writeDeclarations } from './declarations.ts';
import { ENTRIES, LIBRARY } from './entries.ts';
import { packageModules } from './package-config.ts';

const ROOT = join(LIBRARY, '../..');
const OUT = join(ROOT, 'dist/client-package');

const exports = ENTRIES.map(({ name, source }) => [
  name === 'index' ? '.' : `./${name}`,
  { types: source.replace('./src/', './types/').replace(/\.ts$/, '.d.ts'), default: `./${name}.js` },
]);

const { name, version, description, keywords, license, type, engines, peerDependencies, peerDependenciesMeta } =
  manifest;
const published = {
  name,
  version,
  description,
  keywords,
  license,
  type,
  engines,
  peerDependencies,
  peerDependenciesMeta,
  // The one module that is imported for what it does to the browser.
  sideEffects: ['./chunks/webrtc-adapter.js'],
  exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
  publishConfig: { access: 'public' },
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([
  build(packageModules(OUT)),
  writeDeclarations(OUT),
  writeFile(join(OUT, 'package.json'), `${JSON.stringify(published, null, 2)}\n`),
  cp(join(LIBRARY, 'README.md'), join(OUT, 'README.md')),
  cp(join(LIBRARY, 'THIRD-PARTY-LICENSES.txt'), join(OUT, 'THIRD-PARTY-LICENSES.txt')),
  cp(join(ROOT, 'LICENSE'), join(OUT, 'LICENSE')),
]);
