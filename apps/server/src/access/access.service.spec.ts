import { Refusal } from '@parley/protocol';
import type { CallReader, SecretHash } from '@parley/storage';
import { readSettings } from '../settings/read-settings.ts';
import { AccessService } from './access.service.ts';
import { hashSecret } from './secrets.ts';

const [KEY, OTHER_KEY] = ['first-key-0123456789abcdef', 'other-key-0123456789abcdef'];

function accessWith(reader: Partial<CallReader> = {}): AccessService {
  return new AccessService(reader as CallReader, readSettings({ PARLEY_API_KEYS: `${KEY},${OTHER_KEY}` }));
}

it('each API key is known, and nothing that is not quite one', () => {
  const access = accessWith();
  expect([KEY, OTHER_KEY].every((key) => access.isApiKey(key))).toBe(true);
  expect(
    ['', KEY.slice(1), `${KEY} `, KEY.toUpperCase(), `${KEY},${OTHER_KEY}`].some((key) => access.isApiKey(key)),
  ).toBe(false);
});

it('without API keys nothing is one', () => {
  expect(new AccessService({} as CallReader, readSettings({})).isApiKey('')).toBe(false);
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

  it.each([
    ['nobody', null],
    ['api-key', KEY],
  ])('is %s only if the call exists', async (role, bearer) => {
    const found = accessWith({ call: () => Promise.resolve({ call: {} as never, version: 1 }) });
    await expect(found.holder('call', bearer)).resolves.toEqual({ role });
    await expect(accessWith({ call: missing }).holder('call', bearer)).rejects.toMatchObject({
      code: 'call-not-found',
    });
  });
});

describe('a bearer outside any call', () => {
  it('is an API key, or nothing at all', () => {
    expect(accessWith().hasApiKey(KEY)).toBe(true);
    expect(accessWith().hasApiKey(null)).toBe(false);
    expect(() => accessWith().hasApiKey('unknown')).toThrow(expect.objectContaining({ code: 'unauthorized' }));
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
