// What coturn is told so that it serves beside this server: ports, secret, addresses.

export interface CoturnOptions {
  port: number;
  /** For TLS, with the files of its certificate; null: none. */
  tls: { port: number; certificate: string; key: string } | null;
  /** The ports that it relays from, both ends included. */
  relayPorts: { from: number; to: number };
  secret: string;
  /** A folder of its own, for what it reads and writes. */
  folder: string;
  /** The address by which the world reaches it and the machine's own behind it, if the two differ. */
  behindNat: { external: string; own: string } | null;
  /** Whether only this machine is to be served. */
  loopback: boolean;
}

/** Networks that a relay on the public internet must not open to its users: one's own, behind the firewall. */
const INNER_NETWORKS = [
  '10.0.0.0-10.255.255.255',
  '100.64.0.0-100.127.255.255',
  '169.254.0.0-169.254.255.255',
  '172.16.0.0-172.31.255.255',
  '192.168.0.0-192.168.255.255',
  'fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];

/** coturn's configuration file. @see https://github.com/coturn/coturn/blob/master/examples/etc/turnserver.conf */
export function coturnConfiguration(options: CoturnOptions): string {
  const { port, tls, relayPorts, secret, folder, behindNat, loopback } = options;
  const lines = [
    `listening-port=${port}`,
    `min-port=${relayPorts.from}`,
    `max-port=${relayPorts.to}`,
    'fingerprint',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=parley',
    'no-cli',
    'no-multicast-peers',
    'no-dtls',
    'no-rfc5780',
    'no-software-attribute',
    'log-file=stdout',
    'simple-log',
    `pidfile=${pidFile(folder)}`,
    `userdb=${folder}/turndb`,
    ...(tls ? [`tls-listening-port=${tls.port}`, `cert=${tls.certificate}`, `pkey=${tls.key}`] : ['no-tls']),
    ...(loopback ? ['listening-ip=127.0.0.1', 'relay-ip=127.0.0.1', 'allow-loopback-peers'] : []),
    // Its own address stays allowed: two who both relay here meet at it.
    ...(behindNat
      ? [
          `external-ip=${behindNat.external}/${behindNat.own}`,
          `allowed-peer-ip=${behindNat.own}`,
          ...INNER_NETWORKS.map((range) => `denied-peer-ip=${range}`),
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Where it says which process it is. */
export function pidFile(folder: string): string {
  return `${folder}/turnserver.pid`;
}
