// A router with devices behind it: it does to their packets what its kind says, and can be made to fail.
import { nft } from './commands.ts';
import { Host } from './host.ts';
import { NAT_RULES, type NatKind } from './nat-kinds.ts';
import { Network, SWITCH } from './network.ts';
import type { Subnet } from './subnet.ts';

const WAN = 'wan';
/** The table of rules that stands for a fault. */
const FAULT = 'inet fault';
/** The first line makes sure that there is something to delete. */
const NO_FAULT = `table ${FAULT}\ndelete table ${FAULT}`;

/** What a fault lets through no longer. */
export type Traffic = 'everything' | 'udp' | { allBut: Host };

export class Router {
  /** Where its devices are plugged in. */
  readonly network: Network;
  readonly #host: Host;

  private constructor(host: Host, network: Network) {
    this.#host = host;
    this.network = network;
  }

  static async make(label: string, kind: NatKind, inside: Subnet, outside: Network): Promise<Router> {
    const host = await Host.make(label, WAN);
    const network = await Network.make(host.namespace, [inside]);
    await host.plug(outside);
    await nft(host.namespace, NAT_RULES[kind]({ wan: WAN, lan: SWITCH }));
    return new Router(host, network);
  }

  /** Its address towards the internet. */
  get address(): string {
    return this.#host.address;
  }

  /** By which the internet reaches a block of this version of IP behind it. */
  addressFor(block: string): string {
    const [ipv4 = '', ipv6 = ''] = this.#host.addresses;
    return block.includes(':') ? ipv6 : ipv4;
  }

  /** Lets it through no longer, silently: its devices keep their link and their addresses. */
  async cut(traffic: Traffic = 'everything'): Promise<void> {
    await nft(
      this.#host.namespace,
      `${NO_FAULT}
      table ${FAULT} {
        chain through {
          type filter hook forward priority filter - 10
          ${dropped(traffic)}
        }
      }`,
    );
  }

  /** Lets through again what it did before. */
  async mend(): Promise<void> {
    await nft(this.#host.namespace, NO_FAULT);
  }

  async discard(): Promise<void> {
    await this.#host.discard();
  }
}

function dropped(traffic: Traffic): string {
  if (traffic === 'everything') return 'drop';
  if (traffic === 'udp') return 'meta l4proto udp drop';
  const { address } = traffic.allBut;
  return `ip saddr ${address} accept; ip daddr ${address} accept; drop`;
}
