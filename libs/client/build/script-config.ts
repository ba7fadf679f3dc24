// How Vite builds a script that a page loads from its server by a tag: the core as the global `Parley`, each part as a
// script that adds its exports to that global and has no copy of the core's classes.
import { dirname, join, resolve } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';
import { LIBRARY, type Entry } from './entries.ts';
import { inlineWorker } from './inline-worker.ts';

/** What every browser has that has WebRTC as this library needs it. */
export const TARGET = 'es2022';

/** Where the server looks for them. */
const OUT = join(LIBRARY, '../../dist/client');

/** Core modules that parts take from the global: their classes must be the very same, so that `instanceof` holds. */
const SHARED = new Set(
  ['index.ts', 'browser.ts', 'call-error.ts', 'call-link.ts', 'media/local-media.ts'].map((file) =>
    join(LIBRARY, 'src', file),
  ),
);

const GLOBAL = '\0parley-global';
const AS_PART = '?part';

/** parley.js. */
export function coreScript(): InlineConfig {
  return scriptConfig('parley.js', 'src/script.ts', [besideTheScript()]);
}

/** parley/{name}.js. @param statics what the core's script has put on its global */
export function partScript({ name, source }: Entry, statics: readonly string[]): InlineConfig {
  return scriptConfig(`parley/${name}.js`, source + AS_PART, [
    inlineWorker(),
    besideTheScript(),
    onTheGlobal(),
    coreFromTheGlobal(statics),
  ]);
}

/** parley/webrtc-adapter.js: what parley/adapter.js loads by itself, and only where it is needed. */
export function adapterModule(): InlineConfig {
  return scriptConfig('parley/webrtc-adapter.js', 'src/webrtc-adapter.ts', []);
}

function scriptConfig(file: string, source: string, plugins: Plugin[]): InlineConfig {
  return {
    configFile: false,
    root: LIBRARY,
    publicDir: false,
    logLevel: 'warn',
    plugins,
    build: {
      target: TARGET,
      outDir: OUT,
      emptyOutDir: false,
      lib: { entry: join(LIBRARY, source), formats: ['iife'], name: 'Parley', fileName: () => file },
    },
  };
}

/** Modules that load another when it is needed, as scripts do it: from beside themselves, by its whole address. */
const BESIDE = new Map(
  Object.entries({
    // The part of that name, which puts its exports on the global.
    'load-check.ts': `export const loadCheck = () => load('parley/check.js').then(() => globalThis.Parley);`,
    'load-adapter.ts': `export const loadAdapter = () => load('webrtc-adapter.js');`,
  }).map(([file, code]) => [join(LIBRARY, 'src', file), code]),
);

function besideTheScript(): Plugin {
  return {
    name: 'beside-the-script',
    enforce: 'pre',
    load(id) {
      const code = BESIDE.get(id);
      return code === undefined
        ? null
        : [
            `import { besideScript } from './script-url.ts';`,
            `const load = (path) => import(/* @vite-ignore */ besideScript(path));`,
            code,
          ].join('\n');
    },
  };
}

/** A part's exports, put on the global. */
function onTheGlobal(): Plugin {
  return {
    name: 'on-the-global',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith(AS_PART) ? source : null),
    load(id) {
      if (!id.endsWith(AS_PART)) return null;
      return [
        `import { Parley } from '${GLOBAL}';`,
        `import * as part from ${JSON.stringify(id.slice(0, -AS_PART.length))};`,
        `Object.assign(Parley, part);`,
      ].join('\n');
    },
  };
}

/** For scripts that come after parley.js: the core is the one that is there. @param statics what the core's script has put on its global */
export function coreFromTheGlobal(statics: readonly string[]): Plugin {
  return {
    name: 'core-from-the-global',
    enforce: 'pre',
    resolveId(source, importer) {
      const path = importer && source.startsWith('.') ? resolve(dirname(importer), source) : source;
      return path === GLOBAL || SHARED.has(path) ? { id: GLOBAL, moduleSideEffects: true } : null;
    },
    load(id) {
      if (id !== GLOBAL) return null;
      // An import of anything else than these fails the build.
      return [
        `export const { Parley } = globalThis;`,
        `if (!Parley) throw new Error('Load parley.js before its parts.');`,
        ...statics.map((name) => `export const ${name} = Parley.${name};`),
      ].join('\n');
    },
  };
}
