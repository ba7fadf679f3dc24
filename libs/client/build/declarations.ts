// The types of the package: the compiler's declarations of what the entries reach, and of nothing else. The protocol's
// types, which are a workspace of their own here, stand among them.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { ENTRIES, LIBRARY } from './entries.ts';

/** An import or export of another module, as the compiler writes it. */
const SPECIFIER = /(?<=\b(?:from |import\())(['"])([^'"]+)\1/g;

/** @throws Error with what the compiler has to say */
export async function writeDeclarations(folder: string): Promise<void> {
  const emitted = await mkdtemp(join(tmpdir(), 'parley-types-'));
  try {
    await compile(emitted);
    const waiting = ENTRIES.map(({ source }) => posix.join('client', source));
    const seen = new Set(waiting);
    for (const file of waiting) {
      const declarations = await readFile(join(emitted, file.replace(/\.ts$/, '.d.ts')), 'utf8');
      const written = declarations.replaceAll(SPECIFIER, (_, quote: string, specifier: string) => {
        const imported = sourceOf(specifier, file);
        if (!imported) return quote + specifier + quote;
        if (!seen.has(imported)) waiting.push(imported);
        seen.add(imported);
        return quote + relative(placeOf(file), placeOf(imported)) + quote;
      });
      const path = join(folder, placeOf(file).replace(/\.js$/, '.d.ts'));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, written);
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

async function compile(folder: string): Promise<void> {
  const compiler = join(LIBRARY, '../../node_modules/typescript/bin/tsc');
  const project = join(LIBRARY, 'tsconfig.types.json');
  await promisify(execFile)(process.execPath, [compiler, '--project', project, '--outDir', folder]).catch(
    (error: Error & { stdout: string }) => {
      throw new Error(error.stdout || error.message);
    },
  );
}

/** Which file of libs/ an import means; null for what the package's user has installed. */
function sourceOf(specifier: string, importer: string): string | null {
  if (specifier === '@parley/protocol') return 'protocol/src/index.ts';
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : null;
}

/** Where a file of libs/ stands in the package, by the name under which others import it. */
function placeOf(file: string): string {
  return file
    .replace(/^client\/src\//, 'types/')
    .replace(/^protocol\/src\//, 'types/protocol/')
    .replace(/\.ts$/, '.js');
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
