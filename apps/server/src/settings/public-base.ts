// The base of the links that a caller is given.
import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from './settings.ts';

/** What the base depends on: a REST request or a socket's handshake. */
export interface ReceivedRequest {
  headers: IncomingHttpHeaders;
  /** Whether it came over TLS to this server itself. */
  encrypted: boolean;
}

/**
 * PARLEY_PUBLIC_URL, or else the Host that the caller used, without a trailing slash.
 * Forwarded headers count only behind a trusted proxy.
 */
export function publicBase(settings: Settings, { headers, encrypted }: ReceivedRequest): string {
  if (settings.publicUrl) return settings.publicUrl;
  const proxied = settings.trustedProxies > 0;
  const protocol = (proxied && lastHop(headers['x-forwarded-proto'])) || (encrypted ? 'https' : 'http');
  const host = (proxied && lastHop(headers['x-forwarded-host'])) || headers.host;
  return URL.parse(`${protocol}://${host}`)?.origin ?? `http://localhost:${settings.port}`;
}

function lastHop(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header.at(-1) : header;
  return value?.split(',').at(-1)?.trim();
}
