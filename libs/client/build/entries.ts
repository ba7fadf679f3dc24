// The entries of the library are the lines of `exports` in its package.json: one is added there, and nowhere else.
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };

/** The folder of the library. */
export const LIBRARY = fileURLToPath(new URL('..', import.meta.url));

export interface Entry {
  /** As in `@parley/client/statistics`; the core's is `index`. */
  name: string;
  /** Its source, from the library's folder. */
  source: string;
}

export const ENTRIES: readonly Entry[] = Object.entries(manifest.exports).map(([subpath, source]) => ({
  name: subpath.slice(2) || 'index',
  source,
}));

/** For who bundles modules anyway: React is loaded by no script tag. */
const MODULES_ONLY: ReadonlySet<string> = new Set(['react']);

/** Whether the server serves it as a script: parley.js itself, or a part beside it. */
export const isScript = ({ name }: Entry): boolean => !MODULES_ONLY.has(name);

/** What only some calls need: each is an entry of its own, and a script beside parley.js. */
export const PARTS: readonly Entry[] = ENTRIES.filter((entry) => entry.name !== 'index' && isScript(entry));
