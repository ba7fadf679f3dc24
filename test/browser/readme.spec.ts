// The README's examples, word for word: only the server's address is another.
import type { Browser, Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { promisify } from 'node:util';
import { freePort, startServer } from '../support/start-server.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows, recordConnections } from './support/media.ts';

const README = new URL('../../README.md', import.meta.url);

/** The first block of code of this language below the heading. */
async function example(heading: string, language: string, serverUrl: string): Promise<string> {
  const text = await readFile(README, 'utf8');
  const section = text.slice(text.indexOf(`### ${heading}`));
  const block = new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(section)?.[1];
  if (!block) throw new Error(`The README has no ${language} example under "${heading}".`);
  return block.replaceAll('http://localhost:3000', serverUrl);
}

/** Somebody's own web page, on an origin that is not the server's. */
async function servePage(html: string, port: number): Promise<Server> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(html));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function someonesBrowser(chromium: Browser): Promise<Page> {
  const context = await chromium.newContext();
  await context.addInitScript(recordConnections);
  return context.newPage();
}

test('the web page of the README, on another origin that was let in, makes a call that someone joins', async ({
  chromium,
  person,
}) => {
  const port = await freePort();
  const server = await startServer({ env: { PARLEY_STUN_URLS: '', PARLEY_CORS_ORIGINS: `http://localhost:${port}` } });
  const elsewhere = await servePage(await example('The client library, in a web page', 'html', server.url), port);
  const page = await someonesBrowser(chromium);
  const [said] = await Promise.all([
    page.waitForEvent('console', (message) => message.text().includes('Send this link')),
    page.goto(`http://localhost:${port}`),
  ]);
  const link = said.text().split(' ').at(-1) ?? '';

  const grace = await person('Grace', { baseURL: server.url });
  await grace.join(link);
  await grace.isConnected();
  await Promise.all([mediaFlows(page), mediaFlows(grace.page)]);

  await page.context().close();
  elsewhere.close();
  await server.discard();
});

test('the same page, not let in, is told which setting lets it in', async ({ chromium, server, thrown }) => {
  const port = await freePort();
  const elsewhere = await servePage(await example('The client library, in a web page', 'html', server.url), port);
  const page = await someonesBrowser(chromium);
  const [refusal] = await Promise.all([page.waitForEvent('pageerror'), page.goto(`http://localhost:${port}`)]);
  expect(refusal.message).toContain('PARLEY_CORS_ORIGINS');
  expect(refusal.message).toContain(`http://localhost:${port}`);
  // The example catches nothing: this is where its page's console says so.
  await expect.poll(() => thrown.splice(0)).toHaveLength(1);
  await page.context().close();
  elsewhere.close();
});

test('the curl example of the README creates, reads and ends a call', async ({ server }) => {
  const script = await example('REST, with curl', 'sh', server.url);
  const { stdout } = await promisify(execFile)('sh', ['-euc', script]);
  expect(stdout).toContain('"state":"waiting"');
  expect(stdout).toContain('"state":"ended"');
});
