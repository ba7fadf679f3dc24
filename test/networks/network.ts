// A switch with a subnet and a way out: what a host is plugged into.
import { ip, sysctl } from './commands.ts';
import type { Subnet } from './subnet.ts';

/** The interface of the switch, in the namespace of whoever runs it: a router, or the internet itself. */
export const SWITCH = 'lan';

let ports = 0;

export class Network {
  readonly subnet: Subnet;
  readonly #namespace: string;

  private constructor(namespace: string, subnet: Subnet) {
    this.#namespace = namespace;
    this.subnet = subnet;
  }

  static async make(namespace: string, subnet: Subnet): Promise<Network> {
    await ip('-n', namespace, 'link', 'add', SWITCH, 'type', 'bridge');
    // A bridge takes its address from its ports if it has none of its own: then everybody is cut off for a while
    // whenever somebody comes or goes.
    await ip('-n', namespace, 'link', 'set', SWITCH, 'address', '02:00:00:00:00:01');
    await ip('-n', namespace, 'address', 'add', subnet.gatewayWithLength, 'dev', SWITCH);
    await ip('-n', namespace, 'link', 'set', SWITCH, 'up');
    // What only passes the switch is nothing to a firewall.
    await sysctl(namespace, 'bridge/bridge-nf-call-iptables', '0');
    await sysctl(namespace, 'ipv4/ip_forward', '1');
    return new Network(namespace, subnet);
  }

  /** Lays a cable to `device`, a new interface of `namespace`, with an address and the way out. */
  async connect(namespace: string, device: string, address: string): Promise<void> {
    ports += 1;
    const port = `port${ports}`;
    const ends = ['link', 'add', device, 'netns', namespace, 'type', 'veth', 'peer', 'name', port];
    await ip(...ends, 'netns', this.#namespace);
    await ip('-n', this.#namespace, 'link', 'set', port, 'master', SWITCH, 'up');
    await ip('-n', namespace, 'address', 'add', `${address}/${this.subnet.length}`, 'dev', device);
    await ip('-n', namespace, 'link', 'set', device, 'up');
    await ip('-n', namespace, 'route', 'add', 'default', 'via', this.subnet.gateway);
  }
}
