// Adds the element to dist/client-package, beside the library's other entries: its modules, its types, its line in `exports`.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { elementModules } from './element-config.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const OUT = join(ROOT, 'dist/client-package');

/** Whose types somebody may name; what else there is stays inside. */
const PUBLIC = ['index', 'parley-call-element', 'parley-call-events'];

async function writeDeclarations(): Promise<void> {
  const emitted = await mkdtemp(join(tmpdir(), 'parley-element-types-'));
  try {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const project = join(ROOT, 'apps/element/tsconfig.types.json');
    await promisify(execFile)(process.execPath, [compiler, '--project', project, '--outDir', emitted]).catch(
      (error: Error & { stdout: string }) => {
        throw new Error(error.stdout || error.message);
      },
    );
    await mkdir(join(OUT, 'types/element'), { recursive: true });
    for (const name of PUBLIC) {
      const declarations = await readFile(join(emitted, `apps/element/src/${name}.d.ts`), 'utf8');
      const written = declarations.replaceAll(/(?<=from '\.\/[\w-]+)\.ts(?=')/g, '.js');
      await writeFile(join(OUT, `types/element/${name}.d.ts`), written);
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

interface Manifest {
  sideEffects: string[];
  exports: Record<string, unknown>;
}

async function announce(): Promise<void> {
  const path = join(OUT, 'package.json');
  const manifest: Manifest = JSON.parse(await readFile(path, 'utf8'));
  // It is imported for the tag that it defines.
  manifest.sideEffects.push('./element.js');
  manifest.exports['./element'] = { types: './types/element/index.d.ts', default: './element.js' };
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

await Promise.all([build(elementModules(OUT)), writeDeclarations(), announce()]);
