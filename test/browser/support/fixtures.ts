// What browser tests start from: a server of their own, one Chromium, and people who each have a page in a context of their own.
import { expect, test as base, type Browser, type BrowserContextOptions } from '@playwright/test';
import { startServer, type RunningServer } from '../../support/start-server.ts';
import { launchChromium } from './chromium.ts';
import { Person } from './person.ts';

interface TestFixtures {
  /** Someone with a page of their own; closed after the test. */
  person: (name: string, options?: BrowserContextOptions) => Promise<Person>;
  nothingThrown: void;
}

interface WorkerFixtures {
  /** Every context of it is watched: what a page throws at nobody, a promise's rejection too, fails the test. */
  chromium: Browser;
  /** What pages threw at nobody since the test began. */
  thrown: string[];
  server: RunningServer;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  thrown: [
    async ({}, use) => {
      await use([]);
    },
    { scope: 'worker' },
  ],

  nothingThrown: [
    async ({ thrown }, use) => {
      thrown.length = 0;
      await use();
      expect(thrown, 'what pages threw at nobody').toEqual([]);
    },
    { auto: true },
  ],

  chromium: [
    async ({ thrown }, use) => {
      const browser = await launchChromium();
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        context.on('weberror', (error) => thrown.push(String(error.error().stack ?? error.error())));
        return context;
      };
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  server: [
    async ({}, use) => {
      // Nothing outside this machine is asked: no STUN.
      const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
      await use(server);
      await server.discard();
    },
    { scope: 'worker' },
  ],

  person: async ({ chromium, server }, use) => {
    const people: Person[] = [];
    await use(async (name, options = {}) => {
      const someone = await Person.enter(name, chromium, { baseURL: server.url, ...options });
      people.push(someone);
      return someone;
    });
    for (const someone of people) await someone.leave();
  },
});

export { expect } from '@playwright/test';
