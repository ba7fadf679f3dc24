import { Refusal } from '@parley/protocol';
import type { ApiKeyScope, CallReader, CallStore, SecretHash, SecretHolder } from '@parley/storage';
import { readSettings } from '../settings/read-settings.ts';
import { AccessService, type Holder } from './access.service.ts';
import { ApiKeysService } from './api-keys.service.ts';
import { JoinTokensService } from './join-tokens.service.ts';
import { hashSecret, newApiKey } from './secrets.ts';

const [KEY, OTHER_KEY] = ['first-key-0123456789abcdef', 'other-key-0123456789abcdef'];

function accessOf(environment: Record<string, string>, reader: Partial<CallReader> = {}): AccessService {
  const settings = readSettings(environment);
  const apiKeys = new ApiKeysService(reader as CallReader, {} as CallStore, settings);
  return new AccessService(reader as CallReader, new JoinTokensService(settings), apiKeys, settings);
}

function accessWith(reader: Partial<CallReader> = {}): AccessService {
  return accessOf({ PARLEY_API_KEYS: `${KEY},${OTHER_KEY}` }, reader);
}

const storedKey = newApiKey();
/** A database with one key, of these scopes. */
const keyed = (...scopes: ApiKeyScope[]): Partial<CallReader> => ({
  apiKeys: () =>
    Promise.resolve([{ name: 'shop', hash: hashSecret(storedKey), scopes, createdAt: 0, lastUsedOn: null }]),
  call: () => Promise.resolve({ call: {} as never, version: 1 }),
});

describe('who holds a bearer in a call', () => {
  const missing = () => Promise.reject(new Refusal('call-not-found', 'none'));

  it('is asked of the store by its hash', async () => {
    const asked: SecretHash[] = [];
    const access = accessWith({
      holderOf: (_callId, hash) => {
        asked.push(hash);
        return Promise.resolve({ role: 'owner' });
      },
    });
    await expect(access.holder('call', 'secret')).resolves.toEqual({ role: 'owner' });
    expect(asked).toEqual([hashSecret('secret')]);
  });

  it.each<[Holder['role'], string | null, object]>([
    ['nobody', null, {}],
    ['api-key', KEY, { scopes: ['read', 'create', 'manage'] }],
    ['api-key', storedKey, { scopes: ['read'] }],
  ])('is %s only if the call exists', async (role, bearer, what) => {
    const found = accessWith(keyed('read'));
    await expect(found.holder('call', bearer)).resolves.toEqual({ role, ...what });
    await expect(accessWith({ ...keyed('read'), call: missing }).holder('call', bearer)).rejects.toMatchObject({
      code: 'call-not-found',
    });
  });
});

describe('a bearer outside any call', () => {
  it('is an API key, or nothing at all', async () => {
    await expect(accessWith().apiKey(KEY, 'manage')).resolves.toMatchObject({ scopes: ['read', 'create', 'manage'] });
    await expect(accessWith().apiKey(null, 'manage')).resolves.toBe(null);
    await expect(accessWith().apiKey('unknown', 'read')).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it.each<[ApiKeyScope, ApiKeyScope[], boolean]>([
    ['read', ['read'], true],
    ['read', ['create'], false],
    ['create', ['create'], true],
    ['create', ['read'], false],
    ['manage', ['read', 'create'], false],
    ['manage', ['manage'], true],
    ['read', ['manage'], true],
    ['create', ['manage'], true],
    ['read', [], false],
  ])('needs the scope %s, which is in %j: %s', async (needed, has, enough) => {
    const asked = accessWith(keyed(...has)).apiKey(storedKey, needed);
    if (enough) await expect(asked).resolves.toMatchObject({ scopes: has });
    else await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('may relay as an API key that may read', async () => {
    await expect(accessWith(keyed('read')).relayUser(storedKey)).resolves.toBe('api-key');
    await expect(accessWith(keyed('create')).relayUser(storedKey)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('may relay as an API key or as a seat’s secret', async () => {
    const access = accessWith({
      seatSecret: (hash) => {
        const serves = (['open', 'ended', 'removed'] as const).find(
          (word) => Buffer.compare(hash, hashSecret(word)) === 0,
        );
        if (!serves) return Promise.resolve(null);
        return Promise.resolve(serves === 'open' ? { serves, participantId: 'ada' } : { serves });
      },
    });
    await expect(access.relayUser(null)).resolves.toBe(null);
    await expect(access.relayUser(KEY)).resolves.toBe('api-key');
    await expect(access.relayUser('open')).resolves.toBe('ada');
    await expect(access.relayUser('ended')).resolves.toBe(null);
    await expect(access.relayUser('removed')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(access.relayUser('unknown')).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('in token mode', () => {
  const NOBODY = { identity: null, permissions: undefined } as const;
  const missing = () => Promise.reject(new Refusal('call-not-found', 'none'));
  const environment = { PARLEY_ACCESS: 'token', PARLEY_API_KEYS: KEY };
  const tokens = new JoinTokensService(readSettings(environment));
  const closed = (seats: readonly string[] = []) =>
    accessOf(environment, {
      call: () => Promise.resolve({ call: {} as never, version: 1 }),
      holderOf: (_callId, hash) => {
        const seated = seats.some((secret) => Buffer.compare(hash, hashSecret(secret)) === 0);
        return Promise.resolve(seated ? ({ role: 'participant' } as SecretHolder) : { role: 'stranger' });
      },
    });

  it('whoever sends nothing gets nowhere', async () => {
    await expect(closed().apiKey(null, 'read')).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(closed().relayUser(null)).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(closed().admit({ callId: 'call' })).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(closed().admit({ callId: 'call', secret: 'new' })).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('an unknown call is named before the token', async () => {
    const access = accessOf(environment, { call: missing, holderOf: missing });
    await expect(access.admit({ callId: 'call' })).rejects.toMatchObject({ code: 'call-not-found' });
    await expect(access.admit({ callId: 'call', secret: 'new' })).rejects.toMatchObject({ code: 'call-not-found' });
  });

  it('whom the token names, and what it lets them do, counts', async () => {
    const ada = { displayName: 'Ada', identity: 'ada', permissions: ['data'] } as const;
    const { token } = await tokens.sign('call', ada, 60);
    await expect(closed().admit({ callId: 'call', token })).resolves.toEqual(ada);
  });

  it.each([
    ['the token’s', 'Ada', 'Mallory', 'Ada'],
    ['one’s own where the token has none', null, 'Bob', 'Bob'],
    ['none where neither has', null, null, null],
  ])('the name is %s', async (_, inToken, own, name) => {
    const { token } = await tokens.sign('call', { ...NOBODY, displayName: inToken }, 60);
    await expect(closed().admit({ callId: 'call', token, displayName: own })).resolves.toEqual({
      ...NOBODY,
      displayName: name,
    });
  });

  it('a seat is taken back without a token, under the name it has', async () => {
    const request = { callId: 'call', secret: 'seat', displayName: 'Mallory' };
    const unchanged = { ...NOBODY, displayName: undefined };
    await expect(closed(['seat']).admit(request)).resolves.toEqual(unchanged);
    await expect(closed(['seat']).admit({ ...request, token: 'expired' })).resolves.toEqual(unchanged);
  });
});
