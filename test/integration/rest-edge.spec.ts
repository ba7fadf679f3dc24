// What the edge of the REST doors makes of odd bodies, of failures that nobody meant, and of other origins.
import type { CreatedCall, ProblemDetails } from '@parley/protocol';
import { Refusal } from '@parley/protocol';
import { CallReader } from '@parley/storage';
import { gzipSync } from 'node:zlib';
import supertest from 'supertest';
import { restServer, type RestServer } from './rest-server.ts';

let server: RestServer;

beforeAll(async () => {
  server = await restServer({ PARLEY_CORS_ORIGINS: 'https://page.example' });
});
afterAll(() => server.discard());

interface SentBody {
  body: NonNullable<RequestInit['body']>;
  headers?: Record<string, string>;
}

async function createCall({ body, headers = {} }: SentBody): Promise<[number, CreatedCall & ProblemDetails]> {
  const response = await fetch(`${server.url}/api/v1/calls`, {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  });
  return [response.status, (await response.json()) as CreatedCall & ProblemDetails];
}

/** A body whose length is not told beforehand. */
const streamed = (...chunks: string[]): ReadableStream =>
  ReadableStream.from(chunks.map((chunk) => Buffer.from(chunk)));

describe('a body', () => {
  it.each<[string, SentBody]>([
    ['of no type', { body: Buffer.from('{"name":"x"}') }],
    [
      'that calls itself a form',
      { body: '{"name":"x"}', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    ],
    ['of another charset', { body: '{"name":"x"}', headers: { 'Content-Type': 'application/json; charset=latin1' } }],
    ['in chunks', { body: streamed('{"na', 'me":"x"}') }],
    ['that is compressed', { body: gzipSync('{"name":"x"}'), headers: { 'Content-Encoding': 'gzip' } }],
  ])('%s is read as JSON', async (_case, sent) => {
    const [status, call] = await createCall(sent);
    expect([status, call.name]).toEqual([201, 'x']);
  });

  it.each<[string, SentBody]>([
    ['no JSON', { body: '{"name"' }],
    ['no UTF-8', { body: Buffer.from([0x7b, 0xff, 0x7d]) }],
    ['no object', { body: '[]' }],
    ['nested beyond all measure', { body: '['.repeat(100_000) }],
    ['compressed and broken', { body: Buffer.from('not gzip'), headers: { 'Content-Encoding': 'gzip' } }],
    ['in an encoding that nobody knows', { body: '{}', headers: { 'Content-Encoding': 'tar' } }],
  ])('that is %s is refused as a whole', async (_case, sent) => {
    const [status, problem] = await createCall(sent);
    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: 'invalid-payload', errors: [{ path: '' }] });
  });

  it.each<[string, SentBody]>([
    ['with its length told', { body: `"${'x'.repeat(300 * 1024)}"` }],
    ['in chunks', { body: streamed(...Array.from({ length: 30 }, () => ' '.repeat(10_240))) }],
    ['only once it is unpacked', { body: gzipSync(' '.repeat(1_000_000)), headers: { 'Content-Encoding': 'gzip' } }],
  ])('over 256 KiB is too large: %s', async (_case, sent) => {
    const [status, problem] = await createCall(sent);
    expect([status, problem.code]).toEqual([413, 'payload-too-large']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('cannot smuggle in %s', async (name) => {
    const [, problem] = await createCall({ body: `{"${name}":{"listed":false}}` });
    expect(problem).toMatchObject({ code: 'invalid-payload', errors: [{ path: name }] });
    const query = await server.api.get<ProblemDetails>(`/calls?${name}=1`);
    expect(query.body).toMatchObject({ code: 'invalid-payload', errors: [{ path: name }] });
  });
});

describe('a failure that nobody meant', () => {
  const SECRET = 'a-secret-that-must-not-be-logged';
  let broken: RestServer;

  beforeAll(async () => {
    const reader = {
      calls: () => Promise.reject(new Refusal('unavailable', 'The database cannot be reached: try again.')),
      call: () => Promise.reject(new TypeError('the inside of the server')),
      close: () => Promise.resolve(),
    };
    broken = await restServer({}, (builder) => builder.overrideProvider(CallReader).useValue(reader));
  });
  afterAll(() => broken.discard());

  it('is answered as `internal` without its words, which are logged with the id that the answer names', async () => {
    const { status, headers, body } = await broken.api.get<ProblemDetails>('/calls/unguessable-id');
    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'internal', requestId: headers.get('x-request-id') });
    expect(JSON.stringify(body)).not.toContain('inside');
    const line = broken.logged.find((text) => text.includes(body.requestId));
    expect(line).toContain('the inside of the server');
    expect(line).not.toContain('unguessable-id');
  });

  it('is `unavailable` when the database is away', async () => {
    const { status, body } = await broken.api.get<ProblemDetails>('/calls');
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(broken.logged.some((text) => text.includes(body.requestId))).toBe(true);
  });

  it('logs no secret', async () => {
    await broken.api.get('/calls/id', { bearer: SECRET });
    await broken.api.post('/calls/id/participants', { secret: SECRET });
    expect(broken.logged.join('\n')).not.toContain(SECRET);
  });
});

describe('a page of another origin', () => {
  const ask = (origin: string, method = 'OPTIONS') =>
    fetch(`${server.url}/api/v1/calls`, {
      method,
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'PATCH',
        'Access-Control-Request-Headers': 'if-match',
      },
    });

  it('may call if it is named, and reads the headers it needs', async () => {
    const preflight = await ask('https://page.example');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://page.example');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('if-match');
    const answer = await ask('https://page.example', 'GET');
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
  });

  it('may not otherwise', async () => {
    expect((await ask('https://elsewhere.example')).headers.has('access-control-allow-origin')).toBe(false);
  });
});

it('answers are kept in no cache, and a version that is known already is not sent again', async () => {
  const created = await server.api.post<CreatedCall>('/calls', {});
  expect(created.headers.get('cache-control')).toBe('no-store');
  // Not with fetch, which asks caches not to answer from what they know as soon as it is given a condition.
  await supertest(server.url)
    .get(`/api/v1/calls/${created.body.id}`)
    .set('If-None-Match', created.headers.get('etag') ?? '')
    .expect(304, {});
  expect((await server.api.get('/calls')).headers.has('etag')).toBe(false);
});
