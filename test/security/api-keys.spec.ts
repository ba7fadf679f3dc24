// API keys of the database, made and revoked with the program for it while a server runs that knows no other key.
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CreatedCall } from '@parley/protocol';
import { createKey, listKeys, revokeKey } from '../../apps/server/src/api-key/commands.ts';
import { type BareSocket, connect } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { newSecret } from '../support/samples.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/apps/server/src/api-key/api-key.js', import.meta.url));
/** What is promised to whoever revokes a key. */
const PROMISE_MS = 5000;

let server: RunningServer;
let environment: Record<string, string>;
const sockets: BareSocket[] = [];
beforeAll(async () => {
  server = await startServer({
    env: { PARLEY_ACCESS: 'token', PARLEY_TOKEN_SECRETS: 's'.repeat(32), PARLEY_STUN_URLS: '' },
  });
  environment = { DATABASE_URL: `sqlite:${join(server.dataFolder, 'parley.db')}` };
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => server.discard());

const run = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [PROGRAM, ...args], { env: { ...process.env, ...environment } }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );

const list = (key: string) => api(server.url).get('/calls', { bearer: key });

/** Asks until the key is refused. @throws Error if it still served when the promise was over */
async function refusal(ask: () => Promise<{ status: number }>): Promise<number> {
  const revoked = performance.now();
  for (;;) {
    const asked = performance.now();
    const { status } = await ask();
    if (status >= 400) return status;
    if (asked - revoked > PROMISE_MS) throw new Error('A revoked key still serves.');
  }
}

it('one is printed once, serves at once, and is refused soon after it was revoked', async () => {
  const { stdout, stderr } = await run('create', 'shop', '--scopes', 'read,create');
  const key = stdout.trim();
  expect(key).toMatch(/^parley_[\w-]{43}$/);
  expect(stderr).toMatch(/^shop: shown this once.*\n$/);
  expect(await list(key)).toMatchObject({ status: 200 });
  expect((await run('list')).stdout).toMatch(/^NAME +SCOPES +MADE +LAST USED\nshop +read,create +[\d-]{10} +\S+\n$/);
  expect((await run('revoke', 'shop')).stderr).toMatch(/^shop: revoked/);
  expect(await refusal(() => list(key))).toBe(401);
  expect(await listKeys(environment)).toBe('NAME  SCOPES  MADE  LAST USED\n');
});

it('a key is replaced without a moment in which none serves', async () => {
  const old = await createKey(environment, 'backend-1', 'create');
  const make = (bearer: string) => api(server.url).post<CreatedCall>('/calls', {}, { bearer });
  expect(await make(old)).toMatchObject({ status: 201 });
  const next = await createKey(environment, 'backend-2', 'create');
  expect([await make(old), await make(next)]).toMatchObject([{ status: 201 }, { status: 201 }]);
  await revokeKey(environment, 'backend-1');
  expect(await refusal(() => make(old))).toBe(401);
  expect(await make(next)).toMatchObject({ status: 201 });
});

it('a key that may only create lets nobody moderate', async () => {
  const key = await createKey(environment, 'doorman', 'create');
  const { body: call } = await api(server.url).post<CreatedCall>('/calls', {}, { bearer: key });
  const token = (permissions: string[]) =>
    api(server.url).post(`/calls/${call.id}/tokens`, { permissions }, { bearer: key });
  expect(await token(['camera'])).toMatchObject({ status: 201 });
  expect(await token(['camera', 'moderate'])).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

it('the list tells when one last served', async () => {
  const key = await createKey(environment, 'board', 'read');
  const today = new Date().toISOString().slice(0, 10);
  let line: string | undefined;
  do {
    await list(key);
    line = (await listKeys(environment)).split('\n').find((entry) => entry.startsWith('board'));
  } while (line?.endsWith('never'));
  expect([today, new Date().toISOString().slice(0, 10)]).toContain(line?.split(/ +/).at(-1));
});

it('neither the database nor the log holds one', async () => {
  const key = await createKey(environment, 'silent', 'manage');
  expect(await list(key)).toMatchObject({ status: 200 });
  for (const name of await readdir(server.dataFolder)) {
    const bytes = await readFile(join(server.dataFolder, name));
    expect(bytes.includes(key)).toBe(false);
  }
  expect(server.output).not.toContain(key);
});

describe('the list of calls over a socket', () => {
  const open = async (apiKey?: string): Promise<BareSocket> => {
    const socket = await connect(server.url, apiKey === undefined ? {} : { auth: { apiKey } });
    sockets.push(socket);
    return socket;
  };

  it.each<[string, string, () => Promise<string | undefined>]>([
    ['nothing', 'unauthorized', () => Promise.resolve(undefined)],
    ['an empty key', 'unauthorized', () => Promise.resolve('')],
    ['an unknown key', 'unauthorized', () => Promise.resolve(newSecret())],
    ['an unknown key of the right form', 'unauthorized', () => Promise.resolve(`parley_${newSecret()}`)],
    ['a key that may read', 'ok', () => createKey(environment, 'reads', 'read')],
    ['a key that may manage', 'ok', () => createKey(environment, 'manages', 'manage')],
    ['a key that may only create', 'forbidden', () => createKey(environment, 'creates', 'create')],
    ['the name of a key', 'unauthorized', () => Promise.resolve('reads')],
  ])('with %s: %s', async (_, code, make) => {
    const answer = await (await open(await make())).request('watch', {});
    expect(answer.ok ? 'ok' : answer.error.code).toBe(code);
  });

  it('ends with the key by which it is watched', async () => {
    const [stays, goes, makes] = [
      await createKey(environment, 'stays', 'read'),
      await createKey(environment, 'goes', 'read'),
      await createKey(environment, 'makes', 'create'),
    ];
    const [watching, losing] = [await open(stays), await open(goes)];
    await watching.ok('watch', {});
    await losing.ok('watch', {});
    const make = () => api(server.url).post<CreatedCall>('/calls', {}, { bearer: makes });
    const { body: first } = await make();
    expect(await losing.next('call-changed')).toMatchObject({ call: { id: first.id } });
    await revokeKey(environment, 'goes');
    await refusal(() => list(goes));
    const { body: second } = await make();
    while ((await watching.next('call-changed')).call.id !== second.id);
    // What the server sent to the other one before it answers this came before.
    expect(await losing.request('watch', {})).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(JSON.stringify(losing.journal)).not.toContain(second.id);
  });
});

it.each<[string[], RegExp]>([
  [[], /npm run -s api-key/],
  [['create', 'nameless'], /npm run -s api-key/],
  [['create', 'x', '--scopes', 'read,rule'], /"rule" is none of read, create, manage/],
  [['create', 'a name', '--scopes', 'read'], /"a name"/],
  [['create', 'twice', '--nonsense'], /npm run -s api-key/],
  [['revoke', 'nobody'], /no key "nobody"/],
])('%j is answered with one line', async (args, words) => {
  const { stdout, stderr } = await run(...args);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toMatch(words);
});

it('a name serves one key', async () => {
  await createKey(environment, 'twice', 'read');
  await expect(createKey(environment, 'twice', 'read')).rejects.toThrow('there is a key "twice" already');
});
