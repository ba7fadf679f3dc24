import { PROTOCOL_VERSION, Refusal } from '@parley/protocol';
import { readSettings } from '../settings/read-settings.ts';
import { admit } from './admission.ts';

type Page = { origin?: string; host?: string; secure?: boolean; forwarded?: string };

function isLetIn(page: Page, environment: Record<string, string> = {}, auth: Record<string, unknown> = {}): string {
  const { origin, host = 'parley.example', secure = false, forwarded } = page;
  const headers = {
    host,
    ...(origin !== undefined && { origin }),
    ...(forwarded && { 'x-forwarded-host': forwarded }),
  };
  try {
    admit({ headers, secure, auth }, readSettings(environment));
    return 'in';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
}

it.each<[string, Page, Record<string, string>, string]>([
  ['no page at all', {}, {}, 'in'],
  ['its own page', { origin: 'http://parley.example' }, {}, 'in'],
  ['its own page behind a proxy that ends TLS', { origin: 'https://parley.example' }, {}, 'in'],
  ['its own page on a port', { origin: 'http://localhost:3000', host: 'localhost:3000' }, {}, 'in'],
  ['a page on another port', { origin: 'http://localhost:5173', host: 'localhost:3000' }, {}, 'forbidden'],
  ['another page', { origin: 'https://elsewhere.example' }, {}, 'forbidden'],
  ['a page without an origin of its own', { origin: 'null' }, {}, 'forbidden'],
  ['a page that was allowed', { origin: 'https://a.example' }, { PARLEY_CORS_ORIGINS: 'https://a.example' }, 'in'],
  [
    'a page whose name leads to this server on a local network',
    { origin: 'http://rebound.example', host: 'rebound.example' },
    { PARLEY_LAN: 'on' },
    'forbidden',
  ],
  ['any page', { origin: 'null' }, { PARLEY_CORS_ORIGINS: '*' }, 'in'],
  [
    'the page at the public address, the proxy naming another host',
    { origin: 'https://public.example', host: 'inner:3000' },
    { PARLEY_PUBLIC_URL: 'https://public.example' },
    'in',
  ],
  [
    'the page at the host that a trusted proxy names',
    { origin: 'https://outer.example', host: 'inner:3000', forwarded: 'outer.example' },
    { PARLEY_TRUST_PROXY: '1' },
    'in',
  ],
  [
    'a page that names itself in a header nobody trusts',
    { origin: 'https://outer.example', host: 'inner:3000', forwarded: 'outer.example' },
    {},
    'forbidden',
  ],
])('%s', (_who, page, environment, outcome) => {
  expect(isLetIn(page, environment)).toBe(outcome);
});

it.each([
  [undefined, 'in'],
  [PROTOCOL_VERSION, 'in'],
  [PROTOCOL_VERSION + 1, 'unsupported-protocol'],
  ['1', 'unsupported-protocol'],
  [null, 'unsupported-protocol'],
])('protocol %p: %s', (protocol, outcome) => {
  expect(isLetIn({}, {}, { protocol })).toBe(outcome);
});

it('names the setting that would let a page in', () => {
  const refused = () =>
    admit({ headers: { origin: 'https://a.example', host: 'b.example' }, secure: false, auth: {} }, readSettings({}));
  expect(refused).toThrow(/https:\/\/a\.example.*PARLEY_CORS_ORIGINS/);
});
