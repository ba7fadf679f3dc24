// The homes of one test: made when they are first called for, one of each kind and a second where two alike shall meet.
import { Internet } from '../../networks/internet.ts';
import type { NatKind } from '../../networks/nat-kinds.ts';
import { Service, type ServiceOptions } from '../../networks/service.ts';
import { Home } from './home.ts';

export class Homes {
  readonly internet: Internet;
  readonly service: Service;
  readonly #made = new Map<string, Home>();

  private constructor(internet: Internet, service: Service) {
    this.internet = internet;
    this.service = service;
  }

  static async around(options: ServiceOptions = {}): Promise<Homes> {
    const internet = await Internet.make();
    return new Homes(internet, await Service.open(internet, options));
  }

  /** Ada's home, and Grace's. */
  async pair(kind: NatKind, other: NatKind): Promise<[Home, Home]> {
    return [await this.#home('Ada', kind), await this.#home(kind === other ? 'Grace' : 'Ada', other)];
  }

  async discard(): Promise<void> {
    await Promise.all([...this.#made.values()].map((home) => home.discard()));
    await this.service.discard();
    await this.internet.discard();
  }

  async #home(name: string, kind: NatKind): Promise<Home> {
    const known = this.#made.get(`${name} ${kind}`);
    const home = known ?? (await Home.make(name, kind, this.internet, this.service));
    this.#made.set(`${name} ${kind}`, home);
    return home;
  }
}
