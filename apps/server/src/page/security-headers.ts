// The headers that tell browsers what the page may do: helmet's, and every exception from them with its reason.
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Settings } from '../settings/settings.ts';

type Directives = Record<string, string[]>;

/** Stricter than helmet's, but where a line says why not. */
const PAGE: Directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  // Icons are written into the styles; a picture of a video is a blob.
  'img-src': ["'self'", 'data:', 'blob:'],
  // Streams of cameras and of the others.
  'media-src': ["'self'", 'blob:', 'mediastream:'],
  // Sockets too: 'self' covers ws and wss of the same host (CSP 3, section 6.7.2.8).
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'object-src': ["'none'"],
  // No upgrade-insecure-requests, which helmet has: on a local network the page is plain http.
};

/** Swagger UI writes styles into its page. */
const DOCUMENTATION: Directives = { ...PAGE, 'style-src': ["'self'", "'unsafe-inline'"] };

/** Headers for the page and the REST doors. `/parley.js` loosens one of its own, see serve-page.ts. */
export function securityHeaders({ corsOrigins }: Pick<Settings, 'corsOrigins'>): RequestHandler {
  // Whoever may use this server from elsewhere may show its page in a frame too: `<iframe allow="camera; microphone">`.
  const framedBy = corsOrigins === '*' ? ['*'] : ["'self'", ...corsOrigins];
  const guard = (directives: Directives): RequestHandler =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { ...directives, 'frame-ancestors': framedBy } },
      // X-Frame-Options can name no origin; frame-ancestors says it all to every browser that has WebRTC.
      xFrameOptions: corsOrigins.length === 0 ? { action: 'sameorigin' } : false,
      // On a local network the page is plain http, and a self-made certificate must not lock anyone out for a year:
      // a proxy with a certificate of its own sets this header.
      strictTransportSecurity: false,
      // Helmet's default, said because it matters: the invitation is in the address, and nobody else is told it.
      referrerPolicy: { policy: 'no-referrer' },
    });
  const [page, documentation] = [guard(PAGE), guard(DOCUMENTATION)];
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', 'camera=(self), microphone=(self), display-capture=(self)');
    const handler = /^\/docs(\/|$)/.test(request.path) ? documentation : page;
    handler(request, response, next);
  };
}
