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

/** What only some calls need: each is an entry of its own, and a script beside parley.js. */
export const PARTS: readonly Entry[] = ENTRIES.filter(({ name }) => name !== 'index');
