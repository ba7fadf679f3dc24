// What a router does to what passes it, as nftables rules: one entry a kind (RFC 4787 for the words).

export interface RouterPorts {
  /** The interface towards the internet. */
  wan: string;
  /** The interface towards its own devices. */
  lan: string;
}

/** What each kind of router is, in the order of how much it lets through. */
export const NAT_KINDS = {
  open: 'routes, and hides nothing: public IPv4 addresses',
  'full-cone': 'one mapping for all destinations, by which anybody gets in',
  'port-restricted': 'the usual home router: one mapping for all destinations, and only what was sent to may answer',
  symmetric: 'another mapping for each destination, and only that may answer: mobile networks, many companies',
  'udp-blocked': 'a port-restricted NAT that lets no UDP through: hotels, companies',
  'only-443': 'a NAT that lets TCP to port 443 through, and nothing else: strict companies',
  'ipv6-only': 'routes, and hides nothing: public IPv6 addresses, and no IPv4',
} as const;

export type NatKind = keyof typeof NAT_KINDS;

/** What a device sends may pass, or the part of it that is named, and answers to it. */
const firewall = ({ lan }: RouterPorts, { passes = '', invited = '' } = {}): string => `
  table ip filter {
    chain through {
      type filter hook forward priority filter; policy drop
      ct state established,related accept
      iifname ${lan} ${passes} accept
      ${invited}
    }
    # What nobody asked for must be gone before conntrack keeps it: its entry would take the port from the mapping that
    # a device makes a moment later, and the NAT would look symmetric.
    chain to-the-router {
      type filter hook input priority filter; policy drop
      ct state established,related accept
      iifname ${lan} accept
    }
  }`;

/** Keeps the port where that is free: one mapping for all destinations. */
const masquerade = ({ wan }: RouterPorts, how = ''): string => `
  table ip nat {
    chain leaving {
      type nat hook postrouting priority srcnat
      oifname ${wan} masquerade ${how}
    }
  }`;

export const NAT_RULES: Readonly<Record<NatKind, (ports: RouterPorts) => string>> = {
  open: () => '',

  'full-cone': (ports) => `
    ${firewall(ports, { invited: 'ct status dnat accept' })}
    table ip nat {
      map mappings { type inet_service : ipv4_addr; flags dynamic; size 65535; }
      chain leaving {
        type nat hook postrouting priority srcnat
        oifname ${ports.wan} meta l4proto udp update @mappings { udp sport : ip saddr }
        oifname ${ports.wan} masquerade
      }
      chain coming {
        type nat hook prerouting priority dstnat
        iifname ${ports.wan} meta l4proto udp dnat to udp dport map @mappings
      }
    }`,

  'port-restricted': (ports) => firewall(ports) + masquerade(ports),

  // A random port for each destination.
  symmetric: (ports) => firewall(ports) + masquerade(ports, 'fully-random'),

  'udp-blocked': (ports) => firewall(ports, { passes: 'meta l4proto != udp' }) + masquerade(ports),

  'only-443': (ports) => firewall(ports, { passes: 'tcp dport 443' }) + masquerade(ports),

  'ipv6-only': () => '',
};
