// One STUN or TURN address, taken apart: RFC 7064 and RFC 7065.

export interface IceAddress {
  /** As the server names it. */
  readonly url: string;
  readonly kind: 'stun' | 'turn';
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly port: number;
  /** With the credentials that belong to it. */
  readonly server: RTCIceServer;
}

const SHAPE = /^(stun|turn)(s?):(?:\[[^\]]*\]|[^:?[\]]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/i;

/** Each address by itself. What no browser would understand is left out. */
export function iceAddresses(iceServers: readonly RTCIceServer[]): IceAddress[] {
  return iceServers.flatMap((server) => [server.urls].flat().flatMap((url) => read(url, server) ?? []));
}

function read(url: string, { username, credential }: RTCIceServer): IceAddress | null {
  const parts = SHAPE.exec(url);
  if (!parts) {
    return null;
  }
  const [, scheme = '', secure, port, transport] = parts;
  const plain = transport?.toLowerCase() === 'tcp' ? 'tcp' : 'udp';
  return {
    url,
    kind: scheme.toLowerCase() === 'stun' ? 'stun' : 'turn',
    transport: secure ? 'tls' : plain,
    port: port ? Number(port) : secure ? 5349 : 3478,
    server: { urls: url, ...(username && { username }), ...(credential && { credential }) },
  };
}
