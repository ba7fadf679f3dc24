// The headers that tell browsers what the page may do. Every loosening of helmet's defaults stands here with its reason.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:', 'mediastream:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'object-src': ["'none'"],
};

const common = {
  // Addresses on a local network are plain http, and a self-made certificate must not lock anyone out for a year:
  // a proxy with a certificate of its own sets this header.
  strictTransportSecurity: false,
  // The invitation link is in the address: nobody else is told it.
  referrerPolicy: { policy: 'no-referrer' },
  // `window.open` from another origin's page may keep its handle on a call.
  crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
} as const;

/** Headers for the page and the REST doors. */
export function securityHeaders(): RequestHandler {
  const page = helmet({
    ...common,
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
  });
  const documentation = helmet({
    ...common,
    contentSecurityPolicy: {
      useDefaults: false,
      // Swagger UI carries its styles with it.
      directives: { ...CONTENT_SECURITY_POLICY, 'style-src': ["'self'", "'unsafe-inline'"] },
    },
  });
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', 'camera=(self), microphone=(self), display-capture=(self)');
    const handler = /^\/docs(\/|$)/.test(request.path) ? documentation : page;
    handler(request, response, next);
  };
}
