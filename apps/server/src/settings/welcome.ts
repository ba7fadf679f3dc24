// Which pages may use this server: its own, and those of the origins in PARLEY_CORS_ORIGINS.
import type { IncomingHttpHeaders } from 'node:http';
import { publicBase, type ReceivedRequest } from './public-base.ts';
import type { Settings } from './settings.ts';

/** Whether what was sent came from a page that is welcome, or from no page: who names no origin is no browser. */
export function isWelcome(received: ReceivedRequest, settings: Settings): boolean {
  const { origin, host } = received.headers;
  if (origin === undefined || settings.corsOrigins === '*' || settings.corsOrigins.includes(origin)) return true;
  const from = URL.parse(origin)?.host;
  const own = [host, URL.parse(publicBase(settings, received))?.host];
  return from !== undefined && from !== '' && own.includes(from);
}

/**
 * Whether the browser itself says that its own page asks, or its user (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header):
 * a page that tells no referrer has its forms and beacons sent with the origin `null`.
 */
export function isOwnByItsBrowser(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'same-origin' || site === 'none';
}
