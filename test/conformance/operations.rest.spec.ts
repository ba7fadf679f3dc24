// `GET /ice-servers`, `/health/*`, `/metrics`, the OpenAPI document and its page.
import type { IceServers } from '@parley/protocol';
import { RestApi } from '../support/rest-api.ts';
import { newSecret } from '../support/samples.ts';
import { rest, sit, sitBySocket } from './doors.ts';
import { API_KEY, describeOwnServer, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { expectProblem } from './shapes.ts';

const server = serverUnderTest({ PARLEY_STUN_URLS: 'stun:one.example:3478,stun:two.example:3478' });
const root = () => new RestApi(server.url, '');

const urls = ({ iceServers }: IceServers) => iceServers.flatMap((iceServer) => iceServer.urls);

describe('GET /ice-servers', () => {
  it('answers 200 with RTCIceServers; without TURN they do not expire', async () => {
    const answer = await server.api.get<IceServers>('/ice-servers');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ iceServers: expect.any(Array), expiresAt: null });
    for (const url of urls(answer.body)) expect(url).toMatch(/^stuns?:/);
  });

  it('takes a seat’s secret and refuses an unknown Bearer', async () => {
    const { secret } = await sit(rest, server, (await server.createCall()).id);
    expect((await server.api.get('/ice-servers', { bearer: secret })).status).toBe(200);
    expectProblem(await server.api.get('/ice-servers', { bearer: newSecret() }), 'unauthorized');
  });

  it('knows the secret of a seat in a call that has ended, and forbids that of a removed one', async () => {
    const call = await server.createCall();
    const [alice, bob] = [await sit(rest, server, call.id), await sit(rest, server, call.id)];
    await server.api.delete(`/calls/${call.id}/participants/${bob.id}`, { bearer: call.ownerSecret });
    expectProblem(await server.api.get('/ice-servers', { bearer: bob.secret }), 'forbidden');
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expect((await server.api.get('/ice-servers', { bearer: alice.secret })).status).toBe(200);
    expectProblem(await server.api.get('/ice-servers', { bearer: bob.secret }), 'forbidden');
  });

  itWithApiKey('takes an API key', async () => {
    expect((await server.api.get('/ice-servers', { bearer: API_KEY })).status).toBe(200);
  });

  it('refuses unknown query names', async () => {
    expectProblem(await server.api.get('/ice-servers?colour=red'), 'invalid-payload', 'colour');
  });
});

describeOwnServer('PARLEY_STUN_URLS', () => {
  it('is what /ice-servers and Joined answer', async () => {
    const expected = ['stun:one.example:3478', 'stun:two.example:3478'];
    expect(urls((await server.api.get<IceServers>('/ice-servers')).body)).toEqual(expected);
    const { id } = await server.createCall();
    expect(urls((await sit(rest, server, id)).joined)).toEqual(expected);
    expect(urls((await sitBySocket(server, id)).joined)).toEqual(expected);
  });
});

describe('without the prefix', () => {
  it.each(['/health/live', '/health/ready'])('GET %s answers 200', async (path) => {
    expect((await root().get(path)).status).toBe(200);
  });

  it('GET /metrics answers Prometheus text', async () => {
    const answer = await root().get<string>('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.body).toMatch(/^# HELP \w+ /m);
    expect(answer.body).toMatch(/^# TYPE \w+ (counter|gauge|histogram|summary)$/m);
  });

  it('these are not under the prefix', async () => {
    expectProblem(await server.api.get('/health/live'), 'not-found');
    expectProblem(await server.api.get('/metrics'), 'not-found');
  });
});

interface OpenApi {
  openapi: string;
  info: { version: string };
  servers?: { url: string }[];
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
}

describe('the OpenAPI 3 document', () => {
  const document = async () => (await server.api.get<OpenApi>('/openapi.json')).body;

  it('is at /api/v1/openapi.json, its page at /docs', async () => {
    expect((await document()).openapi).toMatch(/^3\./);
    const page = await root().get('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  });

  it.each([
    ['post', '/calls', '201'],
    ['get', '/calls', '200'],
    ['get', '/calls/{}', '200'],
    ['patch', '/calls/{}', '200'],
    ['delete', '/calls/{}', '204'],
    ['post', '/calls/{}/participants', '201'],
    ['get', '/calls/{}/participants', '200'],
    ['delete', '/calls/{}/participants/{}', '204'],
    ['post', '/calls/{}/signals', '201'],
    ['get', '/calls/{}/signals', '200'],
    ['get', '/calls/{}/participants/{}/mailbox', '200'],
    ['get', '/ice-servers', '200'],
  ])('describes %s %s and its %s', async (method, path, status) => {
    const { paths, servers } = await document();
    const base = new URL(servers?.[0]?.url ?? '/', server.url).pathname.replace(/\/$/, '');
    const found = Object.entries(paths).find(
      ([name]) => `${base}${name}`.replaceAll(/\{\w+\}/g, '{}') === `/api/v1${path}`,
    );
    expect(found?.[1][method]?.responses).toHaveProperty(status);
  });

  it('has no reference that leads nowhere', async () => {
    const whole = await document();
    const references = [...JSON.stringify(whole).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const target = reference
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], whole);
      expect([reference, typeof target]).toEqual([reference, 'object']);
    }
  });
});

describe('problem details', () => {
  it.each([
    ['GET', '/nowhere'],
    ['GET', '/'],
    ['PUT', '/calls'],
    ['PATCH', '/calls'],
    ['DELETE', '/calls'],
    ['PUT', '/calls/x'],
    ['POST', '/calls/x'],
    ['PATCH', '/calls/x/participants'],
    ['GET', '/calls/x/participants/y'],
    ['DELETE', '/calls/x/signals'],
    ['POST', '/calls/x/participants/y/mailbox'],
    ['POST', '/ice-servers'],
  ])('%s %s is not-found: no such route, or a known path with another method', async (method, path) => {
    expectProblem(await server.api.send(method, path), 'not-found');
  });

  it.each([
    ['GET', '/nowhere'],
    ['GET', '/api/v2/calls'],
    ['POST', '/'],
    ['POST', '/health/live'],
    ['DELETE', '/metrics'],
  ])('%s %s, outside the prefix, is not-found too', async (method, path) => {
    expectProblem(await root().send(method, path), 'not-found');
  });

  it.each([
    ['POST', '/calls'],
    ['GET', '/calls'],
    ['GET', '/calls/x'],
    ['PATCH', '/calls/x'],
    ['DELETE', '/calls/x'],
    ['POST', '/calls/x/participants'],
    ['GET', '/calls/x/participants'],
    ['DELETE', '/calls/x/participants/y'],
    ['POST', '/calls/x/signals'],
    ['GET', '/calls/x/signals'],
    ['GET', '/calls/x/participants/y/mailbox'],
    ['GET', '/ice-servers'],
  ])('%s %s refuses unknown query names, before it looks for anything', async (method, path) => {
    const answer = await server.api.send(method, `${path}?colour=red`);
    expectProblem(answer, 'invalid-payload', 'colour');
  });

  it.each([
    ['GET', '', 'call-not-found'],
    ['PATCH', '', 'call-not-found'],
    ['DELETE', '', 'call-not-found'],
    ['POST', '/participants', 'call-not-found'],
    ['GET', '/participants', 'call-not-found'],
    ['DELETE', '/participants/y', 'call-not-found'],
    ['GET', '/signals', 'call-not-found'],
    ['GET', '/participants/y/mailbox', 'call-not-found'],
  ] as const)('%s /calls/{id}%s answers an id of any shape that names no call with %s', async (method, path, code) => {
    for (const id of ['nope', '%00', '%F0%9F%98%80', 'x'.repeat(300)]) {
      expectProblem(await server.api.send(method, `/calls/${id}${path}`), code);
    }
  });

  it('have a requestId of their own each', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => expectProblem(await server.api.get('/nowhere'), 'not-found').requestId),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('do not echo a secret back', async () => {
    const bearer = newSecret();
    const answer = await server.api.get('/calls', { bearer });
    expectProblem(answer, 'unauthorized');
    expect(JSON.stringify(answer.body)).not.toContain(bearer);
  });

  it.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Token abc'])(
    'take `Authorization: %s` for no secret at all',
    async (authorization) => {
      const { id } = await server.createCall();
      const answer = await server.api.get(`/calls/${id}/signals`, { headers: { Authorization: authorization } });
      expectProblem(answer, 'unauthorized');
    },
  );
});
