// A switch with subnets and a way out: what a host is plugged into.
import { ip, sysctl } from './commands.ts';
import type { Subnet } from './subnet.ts';

/** The interface of the switch, in the namespace of whoever runs it: a router, or the internet itself. */
export const SWITCH = 'lan';

let ports = 0;

export class Network {
  /** One, or one for each version of IP. */
  readonly subnets: readonly Subnet[];
  readonly #namespace: string;

  private constructor(namespace: string, subnets: readonly Subnet[]) {
    this.#namespace = namespace;
    this.subnets = subnets;
  }

  static async make(namespace: string, subnets: readonly Subnet[]): Promise<Network> {
    await ip('-n', namespace, 'link', 'add', SWITCH, 'type', 'bridge');
    // A bridge takes its address from its ports if it has none of its own: then everybody is cut off for a while
    // whenever somebody comes or goes.
    await ip('-n', namespace, 'link', 'set', SWITCH, 'address', '02:00:00:00:00:01');
    for (const { gatewayWithLength, isIpv6 } of subnets) {
      await addAddress(namespace, SWITCH, gatewayWithLength, isIpv6);
    }
    await ip('-n', namespace, 'link', 'set', SWITCH, 'up');
    // What only passes the switch is nothing to a firewall.
    await sysctl(namespace, 'bridge/bridge-nf-call-iptables', '0');
    await sysctl(namespace, 'bridge/bridge-nf-call-ip6tables', '0');
    await sysctl(namespace, 'ipv4/ip_forward', '1');
    await sysctl(namespace, 'ipv6/conf/all/forwarding', '1');
    return new Network(namespace, subnets);
  }

  /** Lays a cable to `device`, a new interface of `namespace`, with new addresses, which it answers, and the way out. */
  async connect(namespace: string, device: string): Promise<string[]> {
    ports += 1;
    const port = `port${ports}`;
    const ends = ['link', 'add', device, 'netns', namespace, 'type', 'veth', 'peer', 'name', port];
    await ip(...ends, 'netns', this.#namespace);
    await ip('-n', this.#namespace, 'link', 'set', port, 'master', SWITCH, 'up');
    const addresses: string[] = [];
    for (const subnet of this.subnets) {
      const address = subnet.next();
      addresses.push(address);
      await addAddress(namespace, device, subnet.withLength(address), subnet.isIpv6);
    }
    await ip('-n', namespace, 'link', 'set', device, 'up');
    for (const { gateway } of this.subnets) {
      await ip('-n', namespace, 'route', 'add', 'default', 'via', gateway, 'dev', device);
    }
    return addresses;
  }
}

async function addAddress(namespace: string, device: string, address: string, isIpv6: boolean): Promise<void> {
  // Else an IPv6 address is nobody's for a second, while its owner asks whether someone else has it.
  await ip('-n', namespace, 'address', 'add', address, 'dev', device, ...(isIpv6 ? ['nodad'] : []));
}
