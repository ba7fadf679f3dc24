// The headers of every kind of answer: helmet's on all that a browser shows or reads, and no door open to other origins.
import { attackedServer } from './support/attacked-server.ts';

const server = attackedServer();

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-opener-policy': 'same-origin',
  'x-powered-by': null,
  'strict-transport-security': null,
  'access-control-allow-origin': null,
};

const OWN_ONLY = { ...ALWAYS, 'cross-origin-resource-policy': 'same-origin' };

const headersOf = async (path: string, expected: Record<string, string | null>) => {
  const { headers } = await fetch(`${server.url}${path}`, { headers: { Origin: 'https://elsewhere.example' } });
  return Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)]));
};

it.each([
  '/',
  '/c/anything',
  '/docs',
  '/page-settings.json',
  '/favicon.svg',
  '/api/v1/calls',
  '/api/v1/no-such',
  '/nowhere',
])('%s is guarded, and for its own origin alone', async (path) => {
  expect(await headersOf(path, OWN_ONLY)).toEqual(OWN_ONLY);
});

it.each(['/', '/c/anything', '/api/v1/calls'])(
  '%s has a policy that runs no script but its own and is framed by nobody',
  async (path) => {
    const policy = (await fetch(`${server.url}${path}`)).headers.get('content-security-policy') ?? '';
    const directives = new Map(policy.split(';').map((part) => [part.trim().split(' ')[0], part.trim()]));
    expect(directives.get('default-src')).toBe("default-src 'self'");
    expect(directives.get('script-src')).toBe("script-src 'self'");
    expect(directives.get('style-src')).toBe("style-src 'self'");
    expect(directives.get('object-src')).toBe("object-src 'none'");
    expect(directives.get('base-uri')).toBe("base-uri 'none'");
    expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'self'");
  },
);

it.each(['/parley.js', '/parley/adapter.js', '/parley/webrtc-adapter.js', '/parley/licenses.txt'])(
  '%s, and nothing but the library, is there for pages of any origin',
  async (path) => {
    const expected = { ...ALWAYS, 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' };
    expect(await headersOf(path, expected)).toEqual(expected);
  },
);

it('answers of the polling transport are for their own origin too', async () => {
  const expected = { 'x-content-type-options': 'nosniff', 'access-control-allow-origin': null };
  expect(await headersOf('/socket.io/?EIO=4&transport=polling', expected)).toEqual(expected);
});

it('Socket.IO takes GET and POST, and says so to any other method', async () => {
  const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { method: 'DELETE' });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'not-found', status: 404 });
});
