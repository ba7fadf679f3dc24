// The addresses by which this machine is known on its local network.
import { hostname, networkInterfaces } from 'node:os';

export interface LocalAddresses {
  /** Every address of every interface, loopback included. */
  ips: string[];
  /** Names under which it answers. */
  names: string[];
  /** The one to tell a phone: the first IPv4 address that is not loopback, or null without a network. */
  reachable: string | null;
}

export function localAddresses(): LocalAddresses {
  const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const usable = interfaces.filter(({ address, family }) => family === 'IPv4' || !address.startsWith('fe80:'));
  return {
    ips: [...new Set(usable.map(({ address }) => address))],
    names: [...new Set(['localhost', hostname(), `${hostname()}.local`])].filter((name) => !name.includes('..')),
    reachable: usable.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null,
  };
}
