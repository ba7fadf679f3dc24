// What the examples' tests start from: a server that lets other origins in, and each example as it is served to be tried.
import { expect, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  build,
  createServer,
  preview,
  type InlineConfig,
  type Plugin,
  type PreviewServer,
  type ViteDevServer,
} from 'vite';
import { recordConnections } from '../../browser/support/media.ts';
import { test as base } from '../../browser/support/fixtures.ts';
import { freePort, startServer } from '../../support/start-server.ts';

export const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url));

interface ExampleFixtures {
  /** Serves an example's folder as `vite` does, and answers its address. Only the server's address in it is another. */
  serve: (example: string) => Promise<string>;
  /** Builds it, and serves what was built. */
  serveBuilt: (example: string) => Promise<string>;
  /** Somebody in a browser of their own who has opened the address. */
  visit: (address: string) => Promise<Page>;
}

export const test = base.extend<ExampleFixtures>({
  server: [
    async ({}, use) => {
      const server = await startServer({ env: { PARLEY_STUN_URLS: '', PARLEY_CORS_ORIGINS: '*' } });
      await use(server);
      await server.discard();
    },
    { scope: 'worker' },
  ],

  serve: async ({ server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-example-'));
    const sites: ViteDevServer[] = [];
    await use(async (example) => {
      const site = await createServer({
        root: join(EXAMPLES, example),
        cacheDir: folder,
        logLevel: 'error',
        server: { port: await freePort(), host: 'localhost' },
        plugins: [withServerAt(server.url)],
      });
      sites.push(site);
      await site.listen();
      return site.resolvedUrls?.local[0] ?? '';
    });
    await Promise.all(sites.map((site) => site.close()));
    await rm(folder, { recursive: true, force: true });
  },

  serveBuilt: async ({ server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-example-'));
    const sites: PreviewServer[] = [];
    await use(async (example) => {
      const config: InlineConfig = {
        root: join(EXAMPLES, example),
        logLevel: 'error',
        build: { outDir: folder },
        preview: { port: await freePort(), host: 'localhost' },
        plugins: [withServerAt(server.url)],
      };
      await build(config);
      const site = await preview(config);
      sites.push(site);
      return site.resolvedUrls?.local[0] ?? '';
    });
    await Promise.all(sites.map((site) => site.close()));
    await rm(folder, { recursive: true, force: true });
  },

  visit: async ({ chromium }, use) => {
    const pages: Page[] = [];
    await use(async (address) => {
      const context = await chromium.newContext();
      await context.addInitScript(recordConnections);
      const page = await context.newPage();
      pages.push(page);
      await page.goto(address);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

function withServerAt(url: string): Plugin {
  const replaced = (text: string): string => text.replaceAll('http://localhost:3000', url);
  return {
    name: 'with-server-at',
    enforce: 'pre',
    transform: (code, id) => (id.startsWith(EXAMPLES) ? replaced(code) : null),
    transformIndexHtml: { order: 'pre', handler: replaced },
  };
}

export { expect };
