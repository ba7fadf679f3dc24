// What a router does to UDP, as nftables rules: one entry a kind (RFC 4787 for the words).

export interface RouterPorts {
  /** The interface towards the internet. */
  wan: string;
  /** The interface towards its own devices. */
  lan: string;
}

/**
 * `open` routes and hides nothing. `port-restricted` is the usual home router: one mapping for all destinations, and only
 * what was sent to may answer (endpoint-independent mapping, address- and port-dependent filtering).
 */
export type NatKind = 'open' | 'port-restricted';

export const NAT_RULES: Readonly<Record<NatKind, (ports: RouterPorts) => string>> = {
  open: () => '',
  'port-restricted': ({ wan, lan }) => `
    table ip nat {
      chain leaving {
        type nat hook postrouting priority srcnat
        oifname ${wan} masquerade
      }
    }
    table ip filter {
      chain through {
        type filter hook forward priority filter; policy drop
        ct state established,related accept
        iifname ${lan} accept
      }
      # What nobody asked for must be gone before conntrack keeps it: its entry would take the port from the mapping that
      # a device makes a moment later, and the NAT would look symmetric.
      chain to-the-router {
        type filter hook input priority filter; policy drop
        ct state established,related accept
        iifname ${lan} accept
      }
    }`,
};
