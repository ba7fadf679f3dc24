// Builds the page into dist/web at the root, where the server looks for it. Nothing is inlined: the policy allows
// scripts, styles and fonts from the page's own origin only.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Where `npm start` serves while `vite dev` shows the page. */
const server = process.env['PARLEY_DEV_SERVER'] ?? 'http://localhost:3000';

export default defineConfig({
  root: here('.'),
  resolve: {
    alias: [
      { find: /^@parley\/call-view\/(.+)$/, replacement: here('../../libs/call-view/src/$1') },
      { find: /^@parley\/(client|protocol)$/, replacement: here('../../libs/$1/src/index.ts') },
      { find: /^@parley\/client\/([\w-]+)$/, replacement: here('../../libs/client/src/$1.ts') },
    ],
  },
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    // light-dark() stays as it is: rewritten, it would no longer follow the color-scheme of an element within the page.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: here('index.html'), embed: here('embed.html') } },
  },
  server: {
    proxy: {
      '/api': server,
      '/page-settings.json': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
