// Builds the one-file script that a page loads from its server: dist/client/parley.js, global `Parley`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: here('../../dist/client'),
    emptyOutDir: true,
    lib: { entry: here('src/script.ts'), formats: ['iife'], name: 'Parley', fileName: () => 'parley.js' },
  },
});
