// Somebody's home on the internet of a test: a router, a laptop behind it, and a browser on the laptop.
import type { Browser, Page } from '@playwright/test';
import type { Host } from '../../networks/host.ts';
import type { Internet } from '../../networks/internet.ts';
import type { NatKind } from '../../networks/nat-kinds.ts';
import type { Router } from '../../networks/router.ts';
import type { Service } from '../../networks/service.ts';
import { launchChromium } from './chromium.ts';
import { libraryPage } from './library-page.ts';
import { Person } from './person.ts';

export class Home {
  readonly name: string;
  readonly kind: NatKind;
  readonly router: Router;
  readonly laptop: Host;
  readonly browser: Browser;

  private constructor(name: string, kind: NatKind, router: Router, laptop: Host, browser: Browser) {
    this.name = name;
    this.kind = kind;
    this.router = router;
    this.laptop = laptop;
    this.browser = browser;
  }

  /** @param service whose names the browser knows */
  static async make(name: string, kind: NatKind, internet: Internet, service: Service): Promise<Home> {
    const router = await internet.router(`${name}-${kind}`, kind);
    const laptop = await internet.device(name, router);
    await laptop.learn(service.names({ ipv6: kind === 'ipv6-only' }));
    const browser = await launchChromium({
      launcher: (program) => laptop.launcher(program),
      args: service.browserArguments,
    });
    return new Home(name, kind, router, laptop, browser);
  }

  /** A page of somebody else's with the whole library. */
  libraryPage(service: Service): Promise<Page> {
    return libraryPage(this.browser, service.url);
  }

  /** The one who lives here, at the call page. */
  person(service: Service): Promise<Person> {
    return Person.enter(this.name, this.browser, { baseURL: service.url });
  }

  /** Its router and its laptop go with the internet. */
  async discard(): Promise<void> {
    await this.browser.close();
  }
}
