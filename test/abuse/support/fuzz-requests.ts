// Inputs that speak HTTP, more or less.
import * as fc from 'fast-check';
import { badUtf8, bytesUpTo, concat, type FuzzInput, type Known, messages, METHODS, utf8 } from './fuzz-input.ts';
import { brokenJson, jsonText, messageText } from './json-text.ts';

/** Requests that HTTP's grammar allows. */
export function requests(known: Known): fc.Arbitrary<FuzzInput> {
  const { callId, participantId, otherId, secret } = known;
  const segment = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom('calls', 'participants', 'signals', 'mailbox', callId, participantId, otherId),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('%', '%00', '%zz', '%c0%af', '..', '%2e%2e', '%2f', '%5c', '.', '', ' ', '*'),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', ':callId', "'--", 'openapi.json'),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())) },
  );
  // A poll that is held for long would be no hang of the server's: `wait` is never a valid one.
  const field = fc.tuple(
    fc.constantFrom('limit', 'cursor', 'after', 'wait', 'type', 'state', 'from', '__proto__', 'a[b]', 'limit[]'),
    fc.constantFrom('', '0', '-1', '1e3', '201', '50', '%00', '%ff', 'null', 'offer', 'x'.repeat(300)),
  );
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    {
      weight: 2,
      arbitrary: fc
        .array(field, { maxLength: 4 })
        .map((fields) => `?${fields.map(([name, value]) => `${name}=${name === 'wait' ? '31' : value}`).join('&')}`),
    },
  );
  const root = fc.constantFrom('/api/v1', '/api/v1', '/api/v1', '', '/docs', '/c', '/assets', '/health', '/socket.io');
  const anyPath = fc
    .tuple(root, fc.array(segment, { maxLength: 6 }), query)
    .map(([root, segments, query]) => `${root}/${segments.join('/')}${query}`.replaceAll(/[^\x21-\x7e]/g, '+'));
  const { call, change, seat, signal, nothing } = messages(known);
  const routes = (id: string): [string, string, Record<string, string>][] => [
    ['POST', '/calls', call],
    ['GET', '/calls', nothing],
    ['GET', `/calls/${id}`, nothing],
    ['PATCH', `/calls/${id}`, change],
    ['DELETE', `/calls/${id}`, nothing],
    ['POST', `/calls/${id}/participants`, seat],
    ['GET', `/calls/${id}/participants`, nothing],
    ['POST', `/calls/${id}/signals`, signal],
    ['GET', `/calls/${id}/signals`, nothing],
    ['GET', `/calls/${id}/participants/${participantId}/mailbox`, nothing],
    ['GET', `/calls/${id}/participants/${otherId}/mailbox`, nothing],
    ['DELETE', `/calls/${id}/participants/${otherId}`, nothing],
    ['GET', '/ice-servers', nothing],
  ];
  const header = fc.oneof(
    fc.tuple(fc.constant('Authorization'), fc.constantFrom(`Bearer ${secret}`, 'Bearer', 'Bearer a b', 'Basic x', 'x')),
    fc.tuple(fc.constant('If-Match'), fc.constantFrom('"1"', '*', '""', 'W/"1"', '"', ',,,', 'x'.repeat(2000))),
    fc.tuple(
      fc.constant('Content-Type'),
      fc.constantFrom('application/json', 'text/plain;charset=utf-7', ';;', 'a/b; c="'),
    ),
    fc.tuple(fc.constant('Content-Encoding'), fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'none', 'identity')),
    fc.tuple(fc.constant('Origin'), fc.constantFrom('null', 'https://a.example', 'x', '\u00ff')),
    fc.tuple(
      fc.constant('X-Forwarded-For'),
      fc.constantFrom('1.2.3.4', '::', ',,,', '[::1]:1', 'x'.repeat(500), ':::::'),
    ),
    fc.tuple(fc.constant('X-Forwarded-Host'), fc.constantFrom('a b', '[', '//', '\u00e9', 'a.example:99999')),
    fc.tuple(fc.constant('Host'), fc.constantFrom('a.example', '', '[', 'a b', ':', '\u00e9')),
    fc.tuple(fc.constant('Range'), fc.constantFrom('bytes=0-', 'bytes=9-1', 'x', 'bytes=0-0,1-1,2-2')),
    fc.tuple(fc.constant('Accept'), fc.constantFrom('text/html', '*/*;q=', 'x', ',,')),
    fc.tuple(fc.constant('Expect'), fc.constantFrom('100-continue', 'x')),
  );
  const body = (message: Record<string, string>) =>
    fc.oneof(
      { weight: 7, arbitrary: messageText(message).map(utf8) },
      { weight: 2, arbitrary: jsonText.map(utf8) },
      { weight: 1, arbitrary: brokenJson.map(utf8) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(messageText(message), badUtf8)
          .map(([text, bad]) => concat(utf8(text.slice(0, -2)), Uint8Array.from(bad), utf8(text.slice(-2)))),
      },
      { weight: 1, arbitrary: bytesUpTo(64) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(262_144, 262_145, 400_000).map((size) => new Uint8Array(size).fill(0x20)),
      },
    );
  const some: fc.Arbitrary<[string, string][]> = fc.uniqueArray(header, { maxLength: 3, selector: ([name]) => name });
  const own: [string, string][] = [['Authorization', `Bearer ${secret}`]];
  const ours = fc.constantFrom(...routes(callId)).chain(([method, path, message]) =>
    fc.record({
      kind: fc.constant('request' as const),
      method: fc.constant(method),
      path: query.map((query) => `/api/v1${path}${query}`),
      headers: fc.oneof(some, fc.constant(own)),
      body: body(message),
    }),
  );
  const any = fc.record({
    kind: fc.constant('request' as const),
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'), fc.constantFrom(...METHODS)),
    path: anyPath,
    headers: some,
    body: body(call),
  });
  return fc.oneof({ weight: 3, arbitrary: ours }, { weight: 1, arbitrary: any });
}

/** Bytes that were meant to be HTTP, and some that were not. */
export const bytes: fc.Arbitrary<FuzzInput> = fc
  .oneof(
    bytesUpTo(200),
    fc.string({ unit: 'binary', maxLength: 100 }).map(utf8),
    fc
      .constantFrom(
        'GET / HTTP/9.9\r\n\r\n',
        'GET  / HTTP/1.1\r\n\r\n',
        'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
        'GET / HTTP/1.1\r\n\r\n',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n{}',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{}',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n{}',
        'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked, x\r\n\r\n0\r\n\r\n',
        'GET http://[::1/ HTTP/1.1\r\nHost: a\r\n\r\n',
        'GET //a//b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
        'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
        'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n',
        'GET /socket.io/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
        'GET /elsewhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
        'GET /socket.io/?EIO=4&transport=websocket&sid=x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        '\x16\x03\x01\x02\x00\x01\x00',
        `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
        `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
        `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(3000)}\r\n`,
        'GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n',
        'GET / HTTP/1.1\r\nHost: a\r\nX\0Y: z\r\n\r\n',
        'GET / HTTP/1.1\nHost: a\n\n',
        '\r\n\r\n\r\n',
      )
      .map((text) => Buffer.from(text, 'latin1')),
  )
  .map((bytes) => ({ kind: 'bytes', bytes }));
