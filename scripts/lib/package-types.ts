// The types of a package as its users' compilers see them: under every way to resolve modules, and without `any`.
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const RESOLUTIONS = {
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  node16: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
};

export interface TypedPackage {
  folder: string;
  name: string;
  /** The keys of its `exports`. */
  subpaths: readonly string[];
  /** A source file that uses it as others may. */
  user: string;
}

export async function typeProblems(typed: TypedPackage): Promise<string[]> {
  return [...(await consumerProblems(typed)), ...(await anyProblems(typed.folder))];
}

/** Somebody's strict project that imports every entry, and uses it. */
async function consumerProblems({ folder, name, subpaths, user }: TypedPackage): Promise<string[]> {
  const project = await mkdtemp(join(tmpdir(), 'parley-consumer-'));
  try {
    const installed = join(project, 'node_modules', name);
    await mkdir(dirname(installed), { recursive: true });
    await symlink(folder, installed, 'junction');
    await writeFile(join(project, 'package.json'), '{ "type": "module" }');
    const source = join(project, 'main.ts');
    const using = join(project, 'user.ts');
    await copyFile(user, using);
    const entries = subpaths.filter((subpath) => !subpath.endsWith('.json'));
    const imports = entries.map((subpath, index) => `import * as entry${index} from '${name}${subpath.slice(1)}';`);
    const uses = entries.map((_, index) => `export const use${index}: object = entry${index};`);
    await writeFile(source, [...imports, ...uses].join('\n'));
    return Object.entries(RESOLUTIONS).flatMap(([resolution, options]) =>
      problemsOf([source, using], options).map(
        (problem) => `As a user with "moduleResolution": "${resolution}": ${problem}`,
      ),
    );
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** What the library of the language says is read once for all programs. */
const standardFiles = new Map<string, ts.SourceFile | undefined>();

function problemsOf(sources: readonly string[], resolution: ts.CompilerOptions): string[] {
  const options: ts.CompilerOptions = {
    ...resolution,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    // The package is what is looked at, not the standard library.
    skipLibCheck: false,
    skipDefaultLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, language, onError) => {
    if (!/\/lib\.[^/]*\.d\.ts$/.test(path)) return readFile(path, language, onError);
    if (!standardFiles.has(path)) standardFiles.set(path, readFile(path, language, onError));
    return standardFiles.get(path);
  };
  const program = ts.createProgram(sources, options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      (diagnostic) =>
        `${diagnostic.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`,
    );
}

async function anyProblems(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) => {
      const text = ts.sys.readFile(join(folder, file)) ?? '';
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
      const problems: string[] = [];
      const look = (node: ts.Node): void => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) {
          const { line } = source.getLineAndCharacterOfPosition(node.pos);
          problems.push(`${file}:${line + 1} says \`any\`.`);
        }
        ts.forEachChild(node, look);
      };
      look(source);
      return problems;
    });
}
