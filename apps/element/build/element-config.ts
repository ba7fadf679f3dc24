// How Vite builds the element: as modules that parley.js loads from its server, and as an entry of the library's package.
// Both take the library's core from who has it already, and load late what only some calls need.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';
import { LIBRARY } from '../../../libs/client/build/entries.ts';
import { coreFromTheGlobal, TARGET } from '../../../libs/client/build/script-config.ts';

const ELEMENT = fileURLToPath(new URL('..', import.meta.url));
const VIEWS = join(LIBRARY, '../call-view/src');

/** Below 1 rem a page may mean anything: in the element it is what browsers have by default. */
const REM = 16;

/** parley/element.js and its chunks. @param statics what parley.js has put on its global */
export function elementScripts(folder: string, statics: readonly string[]): InlineConfig {
  return {
    ...elementConfig(folder, 'parley/element', [coreFromTheGlobal(statics)]),
    resolve: {
      alias: [
        ...views(),
        { find: /^@parley\/client$/, replacement: join(LIBRARY, 'src/index.ts') },
        { find: /^@parley\/client\/([\w-]+)$/, replacement: join(LIBRARY, 'src/$1.ts') },
      ],
    },
  };
}

/** element.js of the package, which takes everything of the library from the package's other entries. */
export function elementModules(folder: string): InlineConfig {
  const config = elementConfig(folder, 'element', []);
  return {
    ...config,
    resolve: { alias: views() },
    build: {
      ...config.build,
      // Readable as it is; whoever bundles it makes it small.
      minify: false,
      sourcemap: true,
      rolldownOptions: { ...config.build?.rolldownOptions, external: /^@parley\/client(\/|$)/ },
    },
  };
}

function elementConfig(folder: string, name: string, plugins: Plugin[]): InlineConfig {
  const needed = neededModules();
  return {
    configFile: false,
    root: ELEMENT,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [...plugins, needed],
    css: { postcss: { plugins: [ownRem()] } },
    build: {
      target: TARGET,
      // light-dark() stays as it is: it follows the color-scheme of an element within the page.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      outDir: folder,
      emptyOutDir: false,
      modulePreload: false,
      lib: { entry: join(ELEMENT, 'src/index.ts'), formats: ['es'], fileName: () => `${name}.js` },
      rolldownOptions: {
        output: {
          chunkFileNames: `${name}/[name]-[hash].js`,
          minify: true,
          // What a call of two needs is one chunk; what is loaded late takes from it what it shares.
          codeSplitting: { groups: [{ name: 'whole', test: (id) => needed.has(id) }] },
        },
      },
    },
  };
}

/** What no call goes without: all that is imported at once, and the room. */
function neededModules(): Plugin & { has: (id: string) => boolean } {
  const needed = new Set<string>();
  return {
    name: 'needed-modules',
    has: (id) => needed.has(id),
    buildEnd() {
      const waiting = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry);
      for (const id of waiting) {
        if (needed.has(id)) continue;
        needed.add(id);
        const module = this.getModuleInfo(id);
        const late =
          module?.dynamicallyImportedIds.filter((each) => each.endsWith('/call-view/src/room/index.ts')) ?? [];
        waiting.push(...(module?.importedIds ?? []), ...late);
      }
    },
  };
}

const views = () => [{ find: /^@parley\/call-view\/(.+)$/, replacement: join(VIEWS, '$1') }];

/** The page around the element may have set its root's font to any size. */
function ownRem() {
  const inPixels = (text: string): string =>
    text.replace(/(?<![\w.])(\d*\.?\d+)rem\b/g, (_, size: string) => `${Number(size) * REM}px`);
  return {
    postcssPlugin: 'own-rem',
    Declaration: (declaration: { value: string }) => {
      declaration.value = inPixels(declaration.value);
    },
    AtRule: (rule: { params: string }) => {
      rule.params = inPixels(rule.params);
    },
  };
}
