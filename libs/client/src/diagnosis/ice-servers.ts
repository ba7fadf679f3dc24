// What a connection was given to find the other side with, and what those servers said.
import type { ConnectionFacts, RelayTransport, ServerError } from './facts.ts';

/** Scheme and transport of a STUN or TURN address: https://www.rfc-editor.org/rfc/rfc7065 */
const TURN = /^(turns?):[^?]*(?:\?transport=(udp|tcp))?/i;

/** The kinds of the servers, without their names. */
export function kindsOf(iceServers: readonly RTCIceServer[]): ConnectionFacts['offers'] {
  const urls = iceServers.flatMap((server) => server.urls);
  const turn = new Set(urls.map(relayTransport).filter((transport) => transport !== null));
  return { stun: urls.some((url) => /^stuns?:/i.test(url)), turn: [...turn] };
}

/** @param errors by the server's address */
export function serverErrors(errors: ReadonlyMap<string, { readonly errorCode: number }>): ServerError[] {
  return [...errors].map(([url, { errorCode }]) => ({
    service: /^turn/i.test(url) ? 'turn' : 'stun',
    code: errorCode,
  }));
}

function relayTransport(url: string): RelayTransport | null {
  const [, scheme, transport] = TURN.exec(url) ?? [];
  if (scheme === undefined) {
    return null;
  }
  return scheme.toLowerCase() === 'turns' ? 'tls' : transport?.toLowerCase() === 'tcp' ? 'tcp' : 'udp';
}
