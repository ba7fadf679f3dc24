// What browser tests start from: a server of their own, one Chromium, and people who each have a page in a context of their own.
import { test as base, type Browser, type BrowserContextOptions } from '@playwright/test';
import { startServer, type RunningServer } from '../../support/start-server.ts';
import { launchChromium } from './chromium.ts';
import { Person } from './person.ts';

interface TestFixtures {
  /** Someone with a page of their own; closed after the test. */
  person: (name: string, options?: BrowserContextOptions) => Promise<Person>;
}

interface WorkerFixtures {
  chromium: Browser;
  server: RunningServer;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  chromium: [
    async ({}, use) => {
      const browser = await launchChromium();
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
