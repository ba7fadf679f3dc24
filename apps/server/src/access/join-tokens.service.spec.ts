import { SignJWT, UnsecuredJWT } from 'jose';
import { readSettings } from '../settings/read-settings.ts';
import { JoinTokensService } from './join-tokens.service.ts';

const [SECRET, OTHER] = ['s'.repeat(32), 'o'.repeat(32)];
const REFUSED = { code: 'unauthorized' };

function tokensOf(environment: Record<string, string>): JoinTokensService {
  return new JoinTokensService(readSettings(environment));
}

const tokens = tokensOf({ PARLEY_TOKEN_SECRETS: SECRET });

/** A token as a back end makes it that holds the secret. */
function foreign(claims: object, { secret = SECRET, alg = 'HS256' } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ call: 'call', aud: 'parley', exp: now + 60, ...claims })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret));
}

const NOBODY = { displayName: null, identity: null, permissions: undefined };

it('a token tells what it was made with, in its own call alone', async () => {
  const ada = { displayName: 'Ada', identity: 'ada@example.org', permissions: ['camera', 'moderate'] } as const;
  const { token } = await tokens.sign('call', ada, 60);
  await expect(tokens.verify(token, 'call')).resolves.toEqual(ada);
  await expect(tokens.verify(token, 'other')).rejects.toMatchObject(REFUSED);
});

it('it says until when it serves, to the second', async () => {
  const before = Math.floor(Date.now() / 1000);
  const { expiresAt } = await tokens.sign('call', NOBODY, 60);
  const seconds = expiresAt.getTime() / 1000;
  expect(seconds).toBeGreaterThanOrEqual(before + 60);
  expect(seconds).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) + 60);
});

it('a back end that holds the secret makes them itself', async () => {
  await expect(tokens.verify(await foreign({ name: 'Ada' }), 'call')).resolves.toEqual({
    ...NOBODY,
    displayName: 'Ada',
  });
  await expect(tokens.verify(await foreign({}), 'call')).resolves.toEqual(NOBODY);
  const { token } = await tokens.sign('call', NOBODY, 60);
  await expect(tokens.verify(token, 'call')).resolves.toEqual(NOBODY);
});

it('permissions come in the contract’s order, each once; there may be none', async () => {
  const permissions = ['screen', 'camera', 'screen'];
  await expect(tokens.verify(await foreign({ permissions }), 'call')).resolves.toMatchObject({
    permissions: ['camera', 'screen'],
  });
  await expect(tokens.verify(await foreign({ permissions: [] }), 'call')).resolves.toMatchObject({ permissions: [] });
});

it('an identity is any text of up to 128 characters', async () => {
  const sub = '😀'.repeat(128);
  await expect(tokens.verify(await foreign({ sub }), 'call')).resolves.toMatchObject({ identity: sub });
});

it('a name that is too long for a participant is cut, whole characters staying whole', async () => {
  const { displayName } = await tokens.verify(await foreign({ name: '😀'.repeat(150) }), 'call');
  expect(displayName).toBe('😀'.repeat(100));
});

it.each([
  ['has expired', () => foreign({ exp: Math.floor(Date.now() / 1000) - 1 })],
  ['never expires', () => foreign({ exp: undefined })],
  ['is for another service', () => foreign({ aud: 'other' })],
  ['names no call', () => foreign({ call: undefined })],
  ['has a name that is no text', () => foreign({ name: 7 })],
  ['has an identity that is no text', () => foreign({ sub: 7 })],
  ['has an identity of no characters', () => foreign({ sub: '' })],
  ['has an identity of too many', () => foreign({ sub: 'a'.repeat(129) })],
  ['has an identity that no database takes', () => foreign({ sub: 'a\0' })],
  ['has permissions that are no list', () => foreign({ permissions: 'moderate' })],
  ['has a permission that there is not', () => foreign({ permissions: ['camera', 'everything'] })],
  ['was signed with another secret', () => foreign({}, { secret: OTHER })],
  ['was signed in another way', () => foreign({}, { secret: SECRET.repeat(2), alg: 'HS512' })],
  ['was not signed', () => Promise.resolve(new UnsecuredJWT({ call: 'call' }).setAudience('parley').encode())],
  ['is no token', () => Promise.resolve('a.b.c')],
  ['is empty', () => Promise.resolve('')],
  [
    'was changed',
    async () => {
      const [head, , signature] = (await foreign({})).split('.');
      const claims = Buffer.from(JSON.stringify({ call: 'call', aud: 'parley', exp: 4e9 })).toString('base64url');
      return `${head}.${claims}.${signature}`;
    },
  ],
])('a token that %s is refused', async (_, make) => {
  await expect(tokens.verify(await make(), 'call')).rejects.toMatchObject(REFUSED);
});

it('while secrets change both serve, and the first signs', async () => {
  const changing = tokensOf({ PARLEY_TOKEN_SECRETS: `${OTHER},${SECRET}` });
  const old = await tokens.sign('call', { ...NOBODY, displayName: 'Ada' }, 60);
  await expect(changing.verify(old.token, 'call')).resolves.toEqual({ ...NOBODY, displayName: 'Ada' });
  const fresh = await changing.sign('call', { ...NOBODY, displayName: 'Bob' }, 60);
  await expect(tokens.verify(fresh.token, 'call')).rejects.toMatchObject(REFUSED);
  await expect(tokensOf({ PARLEY_TOKEN_SECRETS: OTHER }).verify(fresh.token, 'call')).resolves.toEqual({
    ...NOBODY,
    displayName: 'Bob',
  });
});

it('without secrets the API keys yield them, the same on every server', async () => {
  const keys = { PARLEY_API_KEYS: 'north,south' };
  const { token } = await tokensOf(keys).sign('call', NOBODY, 60);
  await expect(tokensOf({ PARLEY_API_KEYS: 'west,north' }).verify(token, 'call')).resolves.toBeDefined();
  await expect(tokensOf({ PARLEY_API_KEYS: 'south' }).verify(token, 'call')).rejects.toMatchObject(REFUSED);
});
