// Every route that the OpenAPI document names, asked wrongly: none of them may let through what it does not know.
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ProblemDetails } from '@parley/protocol';
import { restServer, type RestServer } from './rest-server.ts';

const ROUTES = [
  'delete /calls/{callId}',
  'delete /calls/{callId}/knocks/{knockId}',
  'delete /calls/{callId}/participants/{participantId}',
  'get /calls',
  'get /calls/{callId}',
  'get /calls/{callId}/knocks',
  'get /calls/{callId}/knocks/{knockId}',
  'get /calls/{callId}/participants',
  'get /calls/{callId}/participants/{participantId}/mailbox',
  'get /calls/{callId}/signals',
  'get /calls/{callId}/timeline',
  'get /ice-servers',
  'patch /calls/{callId}',
  'patch /calls/{callId}/knocks/{knockId}',
  'patch /calls/{callId}/participants/{participantId}',
  'post /calls',
  'post /calls/{callId}/knocks',
  'post /calls/{callId}/participants',
  'post /calls/{callId}/participants/{participantId}/mute-requests',
  'post /calls/{callId}/signals',
  'post /calls/{callId}/timeline',
  'post /calls/{callId}/tokens',
];

let server: RestServer;

beforeAll(async () => {
  server = await restServer();
});
afterAll(() => server.discard());

function send(route: string, query: string, body?: string) {
  const [method = '', path = ''] = route.split(' ');
  const target = path.replaceAll(/\{\w+\}/g, 'unknown') + query;
  return server.api.send<ProblemDetails>(method.toUpperCase(), target, undefined, {
    ...(body !== undefined && { raw: body }),
  });
}

it('the document names every route of the contract and no other', async () => {
  const { body } = await server.api.get<OpenAPIObject>('/openapi.json');
  const named = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replace('/api/v1', '')}`),
  );
  expect(named.toSorted()).toEqual(ROUTES);
});

it.each(ROUTES)('%s refuses a query name that it does not know, before it looks anything up', async (route) => {
  const { status, headers, body } = await send(route, '?nonsense=1');
  expect(status).toBe(400);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ code: 'invalid-payload', errors: [{ path: 'nonsense' }] });
  expect(body.requestId).toBe(headers.get('x-request-id'));
});

it.each(ROUTES.filter((route) => /^(post|patch)/.test(route)))('%s refuses a bad body', async (route) => {
  const unknown = await send(route, '', '{"nonsense":1}');
  expect(unknown.body.code).toBe('invalid-payload');
  expect(unknown.body.errors).toContainEqual({ path: 'nonsense', message: expect.any(String) as string });
  const broken = await send(route, '', '{');
  expect(broken.body).toMatchObject({ code: 'invalid-payload', errors: [{ path: '' }] });
});

it.each(ROUTES.filter((route) => !route.includes('{')))('%s takes no unknown Bearer', async (route) => {
  const [method = '', path = ''] = route.split(' ');
  const { status, headers, body } = await server.api.send<ProblemDetails>(method.toUpperCase(), path, undefined, {
    bearer: 'unknown',
  });
  expect([status, body.code]).toEqual([401, 'unauthorized']);
  expect(headers.get('www-authenticate')).toBe('Bearer');
});

it('the document’s page is at /docs', async () => {
  const page = await fetch(`${server.url}/docs`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('swagger-ui');
});
