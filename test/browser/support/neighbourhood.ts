// Two people in a call, each with a browser on a laptop behind a router of their own; the server stands in between.
import type { Browser } from '@playwright/test';
import type { Host } from '../../networks/host.ts';
import { Internet } from '../../networks/internet.ts';
import type { Router } from '../../networks/router.ts';
import { startServer, type RunningServer } from '../../support/start-server.ts';
import { launchChromium } from './chromium.ts';
import { Person } from './person.ts';

/** A person, and what they sit at. */
export interface Resident {
  readonly person: Person;
  readonly laptop: Host;
  readonly router: Router;
  readonly browser: Browser;
}

export interface NeighbourhoodOptions {
  /** Settings of the server. */
  env?: Record<string, string>;
  /** Runs in each page before its scripts. */
  prepare?: (person: Person) => Promise<void>;
}

export class Neighbourhood {
  readonly internet: Internet;
  readonly server: RunningServer;
  readonly ada: Resident;
  readonly grace: Resident;

  private constructor(internet: Internet, server: RunningServer, ada: Resident, grace: Resident) {
    this.internet = internet;
    this.server = server;
    this.ada = ada;
    this.grace = grace;
  }

  static async make({ env = {}, prepare }: NeighbourhoodOptions = {}): Promise<Neighbourhood> {
    const internet = await Internet.make();
    const machine = await internet.host('server');
    const server = await startServer({ env: { PARLEY_STUN_URLS: '', ...env }, machine });
    const moveIn = async (name: string): Promise<Resident> => {
      const router = await internet.router(`${name}s`, 'open');
      const laptop = await internet.device(name, router);
      const browser = await launchChromium({
        launcher: (program) => laptop.launcher(program),
        // Addresses of the test's own, without certificates: else there is no camera.
        args: [`--unsafely-treat-insecure-origin-as-secure=${server.url}`],
      });
      const person = await Person.enter(name, browser, { baseURL: server.url });
      await prepare?.(person);
      return { person, laptop, router, browser };
    };
    const [ada, grace] = await Promise.all([moveIn('Ada'), moveIn('Grace')]);
    return new Neighbourhood(internet, server, ada, grace);
  }

  /** Ada makes a call, Grace joins it. */
  async meet(): Promise<void> {
    const { person: ada } = this.ada;
    const { person: grace } = this.grace;
    await grace.join(await ada.createCall());
    await ada.isConnected();
    await grace.isConnected();
  }

  async discard(): Promise<void> {
    await Promise.all([this.ada, this.grace].map(({ browser }) => browser.close()));
    await this.server.discard();
    await this.internet.discard();
  }
}
