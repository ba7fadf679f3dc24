// Builds the one-file script that a page loads from its server: dist/client/parley.js, global `Parley`.
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Socket.IO carries a transport that is not among ours: left out, the script is 0.7 kB (gzip) smaller. */
const withoutWebTransport: Plugin = {
  name: 'without-webtransport',
  enforce: 'pre',
  load: (id) => (id.endsWith('/transports/webtransport.js') ? 'export const WT = undefined;' : null),
};

export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [withoutWebTransport],
  build: {
    target: 'es2022',
    outDir: here('../../dist/client'),
    emptyOutDir: true,
    lib: { entry: here('src/script.ts'), formats: ['iife'], name: 'Parley', fileName: () => 'parley.js' },
  },
});
