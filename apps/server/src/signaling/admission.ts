// Who may open a socket: a page of an origin that is welcome, speaking a version of the protocol that is spoken here.
import type { IncomingHttpHeaders } from 'node:http';
import { PROTOCOL_VERSION, Refusal, type WireError } from '@parley/protocol';
import { isOwnName } from '../settings/own-name.ts';
import type { Settings } from '../settings/settings.ts';
import { isWelcome } from '../settings/welcome.ts';

/** What a socket says of itself when it connects. */
export interface Handshake {
  headers: IncomingHttpHeaders;
  /** Whether it came over TLS. */
  secure: boolean;
  auth: Record<string, unknown>;
}

/** How Socket.IO tells a client why it was not admitted: a `connect_error` with this as its `data`. */
export class AdmissionError extends Error {
  readonly data: WireError;

  constructor(cause: unknown) {
    const refusal = cause instanceof Refusal ? cause : new Refusal('internal', 'Something went wrong here.', { cause });
    super(refusal.message, { cause });
    this.data = refusal.toWire();
  }
}

/**
 * CORS does not cover WebSocket, so the origin is looked at here (RFC 6455, section 10.2).
 * @throws Refusal forbidden, unsupported-protocol
 */
export function admit({ headers, secure, auth }: Handshake, settings: Settings): void {
  if (!isOwnName(headers.host, settings)) {
    throw new Refusal('forbidden', 'This server does not answer to this name: use its address.');
  }
  if (!isWelcome({ headers, encrypted: secure }, settings)) {
    throw new Refusal(
      'forbidden',
      `Pages of ${headers.origin} may not use this server. Its operator can allow them with PARLEY_CORS_ORIGINS.`,
    );
  }
  if (auth['protocol'] !== undefined && auth['protocol'] !== PROTOCOL_VERSION) {
    throw new Refusal(
      'unsupported-protocol',
      `This server speaks version ${PROTOCOL_VERSION} of the protocol. Reload the page or update the client.`,
    );
  }
}
