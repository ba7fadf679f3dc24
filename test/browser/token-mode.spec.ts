// A server where people join with tokens: a personal link lets in, and nothing else on the page does.
import type { CreatedCall, IssuedToken } from '@parley/protocol';
import { api, type RestApi } from '../support/rest-api.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { expect, test } from './support/fixtures.ts';
import { Person } from './support/person.ts';

const API_KEY = 'a-back-end-0123456789';
const asBackEnd = { bearer: API_KEY };

let server: RunningServer;
let rest: RestApi;
test.beforeAll(async () => {
  server = await startServer({
    env: { PARLEY_ACCESS: 'token', PARLEY_API_KEYS: API_KEY, PARLEY_STUN_URLS: '' },
  });
  rest = api(server.url);
});
test.afterAll(() => server.discard());

async function personalLink(callId: string, displayName: string, ttlSeconds = 60): Promise<IssuedToken> {
  const { body } = await rest.post<IssuedToken>(`/calls/${callId}/tokens`, { displayName, ttlSeconds }, asBackEnd);
  return body;
}

async function createCall(): Promise<CreatedCall> {
  return (await rest.post<CreatedCall>('/calls', { name: 'Consultation' }, asBackEnd)).body;
}

test('two personal links bring two people together, each under the name that the back end gave', async ({ person }) => {
  const { id } = await createCall();
  const [ada, grace] = [await person('Ada', { baseURL: server.url }), await person('Grace', { baseURL: server.url })];
  for (const someone of [ada, grace]) {
    const { joinUrl } = await personalLink(id, `Dr. ${someone.name}`);
    await someone.page.goto(joinUrl);
    // What people copy out of the address lets nobody in.
    await expect.poll(() => someone.page.url()).toBe(`${server.url}/c/${id}`);
    await someone.startCamera();
    await someone.button('Join').click();
  }
  await ada.isConnected();
  await grace.isConnected();
  await expect(ada.pictureOf('Dr. Grace')).toBeVisible();
  await expect(grace.pictureOf('Dr. Ada')).toBeVisible();

  await grace.page.reload();
  await grace.isConnected();
});

test('a personal link can be pasted on the start page, which offers nothing else', async ({ person }) => {
  const { id } = await createCall();
  const ada = await person('Ada', { baseURL: server.url });
  await ada.page.goto('/');
  await expect(ada.page.getByText('You need a link of your own')).toBeVisible();
  await expect(ada.button('Create a call')).toBeHidden();
  await expect(ada.page.getByRole('heading', { name: 'Open calls' })).toBeHidden();
  await ada.page.getByLabel('Paste a link').fill((await personalLink(id, 'Ada')).joinUrl);
  await ada.button('Join').click();
  await ada.button('Join').click();
  await expect(ada.status).toHaveText('Waiting for someone');
  await expect(ada.button('Copy link')).toBeHidden();
});

test('a link without a token, or with one that is over, says what to do', async ({ person }) => {
  const { id, joinUrl } = await createCall();
  const ada = await person('Ada', { baseURL: server.url });
  await ada.page.goto(joinUrl);
  await expect(ada.trouble).toContainText('This call is joined with a personal link.');
  const { token, expiresAt } = await personalLink(id, 'Ada', 1);
  await ada.page.goto(`${joinUrl}#token=${token.slice(0, -4)}AAAA`);
  await ada.button('Join').click();
  await expect(ada.trouble).toContainText('If it no longer works, ask for a new one.');
  const late = await Person.enter('Late', ada.page.context().browser()!, { baseURL: server.url });
  await late.page.goto(`${joinUrl}#token=${token}`);
  await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(expiresAt));
  await late.button('Join').click();
  await expect(late.trouble).toContainText('This call is joined with a personal link.');
  await late.leave();
});
