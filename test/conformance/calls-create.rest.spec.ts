// `POST /calls` and `GET /calls/{id}`.
import type { Call, CreatedCall } from '@parley/protocol';
import { newSecret } from '../support/samples.ts';
import { describeOwnServer, serverUnderTest, TAKES_TURNS } from './server-under-test.ts';
import { getWithHost } from './raw-http.ts';
import { aSecret, callLike, expectProblem } from './shapes.ts';

const server = serverUnderTest();

/** A metadata object whose JSON has exactly this many bytes, fewer characters. */
const metadataOfBytes = (bytes: number) => ({ k: `é${'x'.repeat(bytes - Buffer.byteLength('{"k":"é"}'))}` });

describe('POST /calls', () => {
  it('answers 201 with the Call and its ownerSecret, Location and ETag; every field has its default', async () => {
    const created = await server.api.post<CreatedCall>('/calls', {});
    expect(created.status).toBe(201);
    expect(created.body).toEqual(callLike({ ownerSecret: aSecret }));
    expect(new URL(created.headers.get('location') ?? '', server.url).pathname).toBe(
      `/api/v1/calls/${created.body.id}`,
    );
    expect(created.headers.get('etag')).toMatch(/^"\d+"$/);
  });

  it('counts an empty body as {}', async () => {
    expect((await server.api.post('/calls')).status).toBe(201);
    const empty = await server.api.post('/calls', undefined, {
      raw: '',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(empty.status).toBe(201);
  });

  it('keeps what it was given', async () => {
    const given = {
      name: 'Stand-up ☀',
      maxParticipants: 5,
      metadata: { room: 7, tags: ['a', null, true], deep: { er: {} } },
      listed: false,
    };
    const created = await server.api.post<CreatedCall>('/calls', given);
    expect(created.body).toEqual(callLike({ ...given, ownerSecret: aSecret }));
    expect(await server.callNow(created.body.id)).toEqual(callLike(given));
  });

  it('keeps metadata as it is, whatever its keys are called', async () => {
    const metadata = { constructor: 1, toString: 'x', hasOwnProperty: null, nested: { valueOf: [{ constructor: 2 }] } };
    const created = await server.createCall({ metadata });
    expect(JSON.stringify((await server.callNow(created.id)).metadata)).toBe(JSON.stringify(metadata));
  });

  it('gives every call another id and owner secret', async () => {
    const calls = await Promise.all(Array.from({ length: 10 }, () => server.createCall()));
    expect(new Set(calls.flatMap(({ id, ownerSecret }) => [id, ownerSecret])).size).toBe(20);
  });

  it.each([
    ['a name of 200 characters, each of two UTF-16 units', { name: '😀'.repeat(200) }],
    ['a name that is null', { name: null }],
    ['maxParticipants 2', { maxParticipants: 2 }],
    ['maxParticipants 100', { maxParticipants: 100 }],
    ['metadata of exactly 4 KiB of JSON', { metadata: metadataOfBytes(4096) }],
  ])('takes %s', async (_, body) => {
    expect(await server.createCall(body)).toMatchObject(body);
  });

  it.each([
    ['a name of 201 characters', { name: 'é'.repeat(201) }, 'name'],
    ['a name with NUL', { name: 'a\u0000b' }, 'name'],
    ['a name with a lone surrogate', { name: 'a\ud83d' }, 'name'],
    ['a name that is a number', { name: 7 }, 'name'],
    ['maxParticipants 1', { maxParticipants: 1 }, 'maxParticipants'],
    ['maxParticipants 101', { maxParticipants: 101 }, 'maxParticipants'],
    ['maxParticipants 2.5', { maxParticipants: 2.5 }, 'maxParticipants'],
    ['maxParticipants "2"', { maxParticipants: '2' }, 'maxParticipants'],
    ['metadata that is a list', { metadata: [] }, 'metadata'],
    ['metadata that is a string', { metadata: 'x' }, 'metadata'],
    ['listed that is a string', { listed: 'yes' }, 'listed'],
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['an unknown field called constructor', { constructor: 1 }, 'constructor'],
    ['an unknown field called toString', { toString: 1 }, 'toString'],
    ['a field that only answers have', { state: 'ended' }, 'state'],
  ])('refuses %s and names the field', async (_, body, path) => {
    expectProblem(await server.api.post('/calls', body), 'invalid-payload', path);
  });

  it('names every field that is wrong', async () => {
    const problem = expectProblem(
      await server.api.post('/calls', { name: 1, listed: 2, colour: 3 }),
      'invalid-payload',
    );
    expect(problem.errors?.map(({ path }) => path).toSorted()).toEqual(['colour', 'listed', 'name']);
  });

  it('refuses an unknown field called __proto__', async () => {
    expectProblem(
      await server.api.post('/calls', undefined, { raw: '{"__proto__":{"name":"x"}}' }),
      'invalid-payload',
      '__proto__',
    );
  });

  it.each([
    ['a list', '[]'],
    ['a string', '"x"'],
    ['a number', '1'],
    ['null', 'null'],
    ['no JSON', '{"name":'],
    ['plain words', 'name=x'],
  ])('refuses a body that is %s: the path is empty when the whole body is wrong', async (_, raw) => {
    expectProblem(await server.api.post('/calls', undefined, { raw }), 'invalid-payload', '');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', undefined])(
    'reads a body as JSON whatever its Content-Type: %s',
    async (type) => {
      const raw = new TextEncoder().encode('{"name":"typed"}');
      const created = await server.api.post('/calls', undefined, {
        raw,
        ...(type && { headers: { 'Content-Type': type } }),
      });
      expect(created.body).toEqual(callLike({ name: 'typed', ownerSecret: aSecret }));
    },
  );

  it('refuses metadata over 4 KiB with payload-too-large: size is checked before shape', async () => {
    expectProblem(await server.api.post('/calls', { metadata: metadataOfBytes(4097) }), 'payload-too-large');
    expectProblem(
      await server.api.post('/calls', { metadata: metadataOfBytes(4097), colour: 1, name: 2 }),
      'payload-too-large',
    );
    expectProblem(await server.api.post('/calls?colour=1', { metadata: metadataOfBytes(4097) }), 'payload-too-large');
  });

  it('takes a body of 256 KiB and refuses one byte more', async () => {
    const padded = (bytes: number) => `{${' '.repeat(bytes - 2)}}`;
    expect((await server.api.post('/calls', undefined, { raw: padded(256 * 1024) })).status).toBe(201);
    expectProblem(await server.api.post('/calls', undefined, { raw: padded(256 * 1024 + 1) }), 'payload-too-large');
  });

  it('refuses JSON nested a thousand deep as bad input', async () => {
    const raw = `{"metadata":{"a":${'['.repeat(1000)}${']'.repeat(1000)}}}`;
    expectProblem(await server.api.post('/calls', undefined, { raw }), 'invalid-payload');
  });

  it('refuses unknown query names', async () => {
    expectProblem(await server.api.post('/calls?colour=red', {}), 'invalid-payload', 'colour');
  });

  it('refuses an unknown Bearer', async () => {
    expectProblem(await server.api.post('/calls', {}, { bearer: newSecret() }), 'unauthorized');
  });
});

describe('GET /calls/{id}', () => {
  it('answers 200 with the Call, without its owner secret, and its ETag', async () => {
    const created = await server.api.post<CreatedCall>('/calls', { name: 'Here' });
    const { ownerSecret: _, ...call } = created.body;
    const found = await server.api.get<Call>(`/calls/${call.id}`);
    expect(found.status).toBe(200);
    expect(found.body).toEqual(call);
    expect(found.headers.get('etag')).toBe(created.headers.get('etag'));
  });

  it('shows a call that is not listed to whoever knows its id', async () => {
    const { id } = await server.createCall({ listed: false });
    expect(await server.callNow(id)).toMatchObject({ id, listed: false });
  });

  const ids = ['nope', 'a'.repeat(1000), '%20', '%F0%9F%98%80', '%2e%2e%2f', "'%20OR%201=1"];
  it.each([...ids, ...(TAKES_TURNS ? [] : ['%00', '%zz'])])(
    'answers call-not-found to an id of any shape that names no call: %s',
    async (id) => {
      expectProblem(await server.api.get(`/calls/${id}`), 'call-not-found');
    },
  );

  it('refuses unknown query names and an unknown Bearer', async () => {
    const { id } = await server.createCall();
    expectProblem(await server.api.get(`/calls/${id}?colour=red`), 'invalid-payload', 'colour');
    expectProblem(await server.api.get(`/calls/${id}`, { bearer: newSecret() }), 'unauthorized');
  });
});

describeOwnServer('joinUrl', () => {
  it('is built on the Host that its receiver used', async () => {
    const { id } = await server.createCall();
    const call = (await getWithHost(server.url, `/api/v1/calls/${id}`, 'calls.example.test:8080')) as Call;
    expect(call.joinUrl).toBe(`http://calls.example.test:8080/c/${id}`);
    expect((await server.callNow(id)).joinUrl).toBe(`${server.url}/c/${id}`);
  });

  it('is built for each receiver of an event on the Host of its own', async () => {
    const call = await server.createCall();
    const near = await server.connect();
    const far = await server.connect({ extraHeaders: { Host: 'calls.example.test:8080' } });
    await near.ok('join', { callId: call.id });
    expect((await far.ok('join', { callId: call.id })).call.joinUrl).toBe(
      `http://calls.example.test:8080/c/${call.id}`,
    );
    await server.api.patch(`/calls/${call.id}`, { name: 'Told' }, { bearer: call.ownerSecret });
    const told = async (socket: typeof near) =>
      (await socket.next('call-changed', (notice) => notice.call.name === 'Told')).call.joinUrl;
    expect(await told(near)).toBe(`${server.url}/c/${call.id}`);
    expect(await told(far)).toBe(`http://calls.example.test:8080/c/${call.id}`);
  });

  it('does not believe what a proxy says that is not trusted', async () => {
    const { id } = await server.createCall();
    const headers = {
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.example',
      Forwarded: 'host=evil.example;proto=https',
    };
    expect((await server.api.get<Call>(`/calls/${id}`, { headers })).body.joinUrl).toBe(`${server.url}/c/${id}`);
  });
});
