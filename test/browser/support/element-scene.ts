// <parley-call> in pages of another site than the server's.
import type { Browser } from '@playwright/test';
import { freePort, startServer, type RunningServer } from '../../support/start-server.ts';
import { recordConnections } from './media.ts';
import { OtherSite } from './other-site.ts';
import { Person } from './person.ts';

/** A server, and somebody else's site in whose pages the element stands. */
export interface ElementScene {
  parley: RunningServer;
  /** The other site's address. */
  origin: string;
  /** Shows a page of the other site. */
  visit: (body: string, chromium: Browser, options?: VisitOptions) => Promise<Person>;
  clear: () => Promise<void>;
}

interface VisitOptions {
  width?: number;
  policy?: string;
  /** Where to go; left out, the site's one page. */
  address?: string;
}

export async function elementScene(allowed = true): Promise<ElementScene> {
  const port = await freePort();
  const origins = allowed ? { PARLEY_CORS_ORIGINS: `http://localhost:${port}` } : {};
  const parley = await startServer({ env: { PARLEY_STUN_URLS: '', ...origins } });
  const site = await OtherSite.open(port);
  const people: Person[] = [];
  return {
    parley,
    origin: site.origin,
    visit: async (body, chromium, { width = 1024, policy, address = site.origin } = {}) => {
      site.body = body;
      site.policy = policy ?? null;
      const context = await chromium.newContext({ viewport: { width, height: 800 } });
      await context.addInitScript(recordConnections);
      const person = Person.at(`Someone ${people.length + 1}`, await context.newPage());
      people.push(person);
      await person.page.goto(address);
      return person;
    },
    clear: async () => {
      for (const person of people) await person.leave();
      site.close();
      await parley.discard();
    },
  };
}
