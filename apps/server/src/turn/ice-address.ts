// The addresses of STUN and TURN servers taken apart (RFC 7064, RFC 7065).

export interface IceAddress {
  kind: 'stun' | 'turn';
  host: string;
  port: number;
  /** How the server is reached; what it relays is UDP always. */
  transport: 'udp' | 'tcp' | 'tls';
}

const DEFAULT_PORT = { plain: 3478, secure: 5349 };

/** Takes `turn:host:port?transport=tcp` and its like apart; null for what is none. */
export function iceAddress(url: string): IceAddress | null {
  const parts = /^(stun|turn)(s?):(\[[^\]]+\]|[^:?\s]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i.exec(url);
  if (!parts) return null;
  const [, kind = '', s, host = '', port, transport] = parts;
  const secure = s !== '';
  return {
    kind: kind.toLowerCase() === 'turn' ? 'turn' : 'stun',
    host: host.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? DEFAULT_PORT.secure : DEFAULT_PORT.plain,
    transport: secure ? 'tls' : transport?.toLowerCase() === 'tcp' ? 'tcp' : 'udp',
  };
}
