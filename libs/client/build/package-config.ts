// How Vite builds the ES modules of the package: a file for each entry, what they share in chunks.
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import manifest from '../package.json' with { type: 'json' };
import { ENTRIES, LIBRARY } from './entries.ts';
import { inlineWorker } from './inline-worker.ts';
import { TARGET } from './script-config.ts';

/** @param folder where the package comes to stand */
export function packageModules(folder: string): InlineConfig {
  return {
    configFile: false,
    root: LIBRARY,
    publicDir: false,
    logLevel: 'warn',
    plugins: [inlineWorker()],
    build: {
      target: TARGET,
      outDir: folder,
      emptyOutDir: false,
      // Readable as it is; whoever bundles it makes it small.
      minify: false,
      sourcemap: true,
      lib: {
        entry: Object.fromEntries(ENTRIES.map(({ name, source }) => [name, join(LIBRARY, source)])),
        formats: ['es'],
        fileName: (_format, name) => `${name}.js`,
      },
      rolldownOptions: {
        // The one React of whoever uses it.
        external: Object.keys(manifest.peerDependencies),
        output: { chunkFileNames: 'chunks/[name].js' },
      },
    },
  };
}
