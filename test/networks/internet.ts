// The internet of one test: a public segment where servers stand, routers on it, and devices behind those.
// No latency and no loss: real networks are slower.
import { ip } from './commands.ts';
import { Host } from './host.ts';
import type { NatKind } from './nat-kinds.ts';
import { makeNamespace, removeNamespace } from './namespaces.ts';
import { Network } from './network.ts';
import { Router } from './router.ts';
import { Subnet } from './subnet.ts';

export class Internet {
  readonly #namespace: string;
  readonly #segment: Network;
  readonly #everything: { discard(): Promise<void> }[] = [];
  #routers = 0;

  private constructor(namespace: string, segment: Network) {
    this.#namespace = namespace;
    this.#segment = segment;
  }

  static async make(): Promise<Internet> {
    const namespace = await makeNamespace('internet');
    // RFC 5737: addresses for documentation, which nobody has.
    const segment = await Network.make(namespace, new Subnet('198.51.100.0/24'));
    // What has no way goes lost without a word, as on the real one: a program that is told `unreachable`, as a TURN
    // server is when it sends to a private address, behaves otherwise.
    await ip('-n', namespace, 'link', 'add', 'nowhere', 'type', 'veth', 'peer', 'name', 'nobody');
    await ip('-n', namespace, 'link', 'set', 'nobody', 'up');
    await ip('-n', namespace, 'link', 'set', 'nowhere', 'up', 'arp', 'off');
    await ip('-n', namespace, 'route', 'add', 'default', 'dev', 'nowhere');
    return new Internet(namespace, segment);
  }

  /** A host with a public address: a server. */
  async host(label: string): Promise<Host> {
    const host = await Host.make(label);
    this.#everything.push(host);
    await host.plug(this.#segment);
    return host;
  }

  async router(label: string, kind: NatKind): Promise<Router> {
    this.#routers += 1;
    // Behind a router that hides nothing addresses are public, and the internet knows the way to them.
    const block = kind === 'open' ? `203.0.113.${8 * this.#routers}/29` : `10.0.${this.#routers}.0/24`;
    const router = await Router.make(label, kind, new Subnet(block), this.#segment);
    this.#everything.push(router);
    if (kind === 'open') await ip('-n', this.#namespace, 'route', 'add', block, 'via', router.address);
    return router;
  }

  /** A device behind a router. */
  async device(label: string, router: Router): Promise<Host> {
    const host = await Host.make(label);
    this.#everything.push(host);
    await host.plug(router.network);
    return host;
  }

  /** Ends every program on it, and removes all of it. */
  async discard(): Promise<void> {
    for (const each of this.#everything) await each.discard();
    await removeNamespace(this.#namespace);
  }
}
