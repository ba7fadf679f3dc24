// docs/getting-started.md, word for word: only addresses and folders are others. What is installed is what `npm pack` made.
import type { Browser, Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createServer as createBundler } from 'vite';
import { ENVIRONMENT } from '../../scripts/lib/run.ts';
import { freePort, startServer, type RunningServer } from '../support/start-server.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows, recordConnections } from './support/media.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const guide = await readFile(join(REPOSITORY, 'docs/getting-started.md'), 'utf8');

/** The blocks of code of a language in a section, addresses made those of the test. */
function blocks(section: number, language: string, server: RunningServer): string[] {
  const text = guide.split(/^## /m).find((each) => each.startsWith(`${section}.`)) ?? '';
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, 'gms'))].map(([, code]) =>
    (code ?? '').replaceAll('http://localhost:3000', server.url),
  );
}

function shell(command: string, folder: string): Promise<unknown> {
  return promisify(execFile)('sh', ['-euc', command], {
    cwd: folder,
    env: { ...ENVIRONMENT, npm_config_offline: 'true' },
  });
}

/** Opens the page twice as the guide says, and looks whether there is a call. */
async function followInTwoWindows(chromium: Browser, address: string): Promise<{ ada: Page; grace: Page }> {
  const context = await chromium.newContext();
  await context.addInitScript(recordConnections);
  const [ada, grace] = [await context.newPage(), await context.newPage()];
  await ada.goto(address);
  await ada.getByRole('button').click();
  await ada.waitForURL(/\?call=/);
  await grace.goto(ada.url());
  await grace.getByRole('button').click();
  for (const page of [ada, grace]) {
    await expect(page.locator('#status')).toHaveText('connected');
    await mediaFlows(page);
  }
  return { ada, grace };
}

test('the page with the script tag: a call, a reload, and a server that is stopped', async ({ chromium }) => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  expect(guide).toContain('PARLEY_CORS_ORIGINS=http://localhost:8080 npm start');
  const parley = await startServer({ env: { PARLEY_STUN_URLS: '', PARLEY_CORS_ORIGINS: origin } });
  const [html] = blocks(2, 'html', parley);
  const site = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(html));
  await once(site.listen(port, 'localhost'), 'listening');
  try {
    const { ada, grace } = await followInTwoWindows(chromium, origin);
    await grace.reload();
    await grace.getByRole('button').click();
    await expect(grace.locator('#status')).toHaveText('connected');
    await mediaFlows(grace);
    await parley.stop();
    await Promise.all([mediaFlows(ada), mediaFlows(grace)]);
    await ada.context().close();
  } finally {
    site.close();
    site.closeAllConnections();
    await parley.discard();
  }
});

test('the packed package, installed in an empty project: a call, through a bundler and without one', async ({
  chromium,
}) => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const parley = await startServer({ env: { PARLEY_STUN_URLS: '', PARLEY_CORS_ORIGINS: origin } });
  const folder = await mkdtemp(join(tmpdir(), 'parley-getting-started-'));
  try {
    const [pack = '', install = ''] = blocks(3, 'sh', parley);
    expect(pack).toBe('npm run build && npm pack ./dist/client-package');
    await shell(`npm pack ./dist/client-package --pack-destination ${folder}`, REPOSITORY);
    const [tarball = ''] = await readdir(folder);
    expect(install).toContain(`../parley/${tarball}`);
    // Offline: it has nothing to install beside it.
    await shell(install.replace('../parley/', './'), folder);
    expect(await readdir(join(folder, 'node_modules/@parley'))).toEqual(['client']);

    const [main = ''] = blocks(3, 'js', parley);
    const [html = ''] = blocks(3, 'html', parley);
    await writeFile(join(folder, 'main.js'), main);
    await writeFile(join(folder, 'index.html'), html);
    const bundler = await createBundler({ root: folder, configFile: false, logLevel: 'error', server: { port } });
    await bundler.listen();
    const { ada } = await followInTwoWindows(chromium, origin);
    await ada.context().close();
    await bundler.close();

    // As native modules, at the server's own address.
    const plain = await chromium.newContext();
    const importMap = '<script type="importmap">{"imports":{"@parley/client":"/package/index.js"}}</script>';
    await plain.route('**/mine', (route) => route.fulfill({ contentType: 'text/html', body: importMap + html }));
    await plain.route('**/main.js', (route) => route.fulfill({ contentType: 'text/javascript', body: main }));
    await plain.route('**/package/**', (route) =>
      route.fulfill({
        path: join(folder, 'node_modules/@parley/client', route.request().url().split('/package/').at(-1) ?? ''),
      }),
    );
    const page = await plain.newPage();
    await page.goto(`${parley.url}/mine`);
    await page.getByRole('button').click();
    await expect(page.locator('#status')).toHaveText('waiting');
    await plain.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
    await parley.discard();
  }
});
