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
    // RFC 5737 and 3849: addresses for documentation, which nobody has.
    const segment = await Network.make(namespace, [new Subnet('198.51.100.0/24'), new Subnet('2001:db8::/64')]);
    // What has no way goes lost without a word, as on the real one: a program that is told `unreachable`, as a TURN
    // server is when it sends to a private address, behaves otherwise.
    await ip('-n', namespace, 'link', 'add', 'nowhere', 'type', 'veth', 'peer', 'name', 'nobody');
    await ip('-n', namespace, 'link', 'set', 'nobody', 'up');
    await ip('-n', namespace, 'link', 'set', 'nowhere', 'up', 'arp', 'off');
    for (const version of ['-4', '-6']) await ip('-n', namespace, version, 'route', 'add', 'default', 'dev', 'nowhere');
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
    const { block, isPublic } = addressesBehind(kind, this.#routers);
    const router = await Router.make(label, kind, new Subnet(block), this.#segment);
    this.#everything.push(router);
    if (isPublic) await ip('-n', this.#namespace, 'route', 'add', block, 'via', router.addressFor(block));
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

/** Behind a router that hides nothing addresses are public, and the internet knows the way to them. */
function addressesBehind(kind: NatKind, number: number): { block: string; isPublic: boolean } {
  switch (kind) {
    case 'open':
      return { block: `203.0.113.${8 * number}/29`, isPublic: true };
    case 'ipv6-only':
      return { block: `2001:db8:${number}::/64`, isPublic: true };
    default:
      return { block: `10.0.${number}.0/24`, isPublic: false };
  }
}
