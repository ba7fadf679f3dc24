// Who may open a socket: a page of an origin that is welcome, speaking a version of the protocol that is spoken here.
import type { IncomingHttpHeaders } from 'node:http';
import { PROTOCOL_VERSION, Refusal, type WireError } from '@parley/protocol';
import { publicBase } from '../settings/public-base.ts';
import type { Settings } from '../settings/settings.ts';

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

/** @throws Refusal forbidden, unsupported-protocol */
export function admit({ headers, secure, auth }: Handshake, settings: Settings): void {
  if (!isWelcome(headers, secure, settings)) {
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

/**
 * CORS does not cover WebSocket, so the origin is looked at here (RFC 6455, section 10.2). Who sends none is no browser.
 */
function isWelcome(headers: IncomingHttpHeaders, secure: boolean, settings: Settings): boolean {
  const { origin, host } = headers;
  if (origin === undefined || settings.corsOrigins === '*' || settings.corsOrigins.includes(origin)) return true;
  const from = URL.parse(origin)?.host;
  const own = [host, URL.parse(publicBase(settings, { headers, encrypted: secure }))?.host];
  return from !== undefined && from !== '' && own.includes(from);
}
