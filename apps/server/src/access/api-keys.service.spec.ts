import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import type { CallReader, CallStore, StoredApiKey } from '@parley/storage';
import { readSettings } from '../settings/read-settings.ts';
import { ApiKeysService } from './api-keys.service.ts';
import { hashSecret, newApiKey, newSecret } from './secrets.ts';

const OF_SETTINGS = 'a-key-of-the-settings';
const EVERYTHING = ['read', 'create', 'manage'];

/** A database's keys, as they stand and are read. */
let inDatabase: StoredApiKey[];
let isAway: boolean;
const apiKeys = jest.fn(() =>
  isAway ? Promise.reject(new Refusal('unavailable', 'away')) : Promise.resolve([...inDatabase]),
);
const noteApiKeyUses = jest.fn((names: readonly string[], day: string) => {
  inDatabase = inDatabase.map((key) => (names.includes(key.name) ? { ...key, lastUsedOn: day } : key));
  return Promise.resolve({ outcome: undefined, changes: [] });
});

beforeAll(() => Logger.overrideLogger(false));

let keys: ApiKeysService;
beforeEach(async () => {
  jest.useFakeTimers({ now: Date.parse('2026-01-31T12:00:00Z') });
  [inDatabase, isAway] = [[], false];
  jest.clearAllMocks();
  const settings = readSettings({ PARLEY_API_KEYS: OF_SETTINGS });
  keys = new ApiKeysService({ apiKeys } as unknown as CallReader, { noteApiKeyUses } as unknown as CallStore, settings);
  await keys.onApplicationBootstrap();
  // So that the next one who asks need not wait for a reading.
  await jest.advanceTimersByTimeAsync(300);
});

afterEach(() => {
  keys.onModuleDestroy();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

/** Makes a key in the database, as another process would. */
function create(name: string, scopes: StoredApiKey['scopes'] = ['read']): string {
  const key = newApiKey();
  inDatabase.push({ name, hash: hashSecret(key), scopes, createdAt: 0, lastUsedOn: null });
  return key;
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

it('a key of the settings serves whatever the database has, and nothing that is not quite it', async () => {
  isAway = true;
  await pass(60_000);
  await expect(keys.find(OF_SETTINGS)).resolves.toMatchObject({ scopes: EVERYTHING });
  expect(keys.isKnown(OF_SETTINGS)).toBe(true);
  for (const other of ['', OF_SETTINGS.slice(1), `${OF_SETTINGS} `, OF_SETTINGS.toUpperCase()]) {
    await expect(keys.find(other)).resolves.toBe(null);
    expect(keys.isKnown(other)).toBe(false);
  }
});

it('a key that was made a moment ago serves at once, with its scopes', async () => {
  await pass(1000);
  const key = create('shop', ['create']);
  await expect(keys.find(key)).resolves.toMatchObject({ scopes: ['create'] });
  expect(keys.isKnown(key)).toBe(true);
});

it('a key that was revoked serves no longer than five seconds, though nobody tells', async () => {
  const key = create('shop');
  const found = await keys.find(key);
  inDatabase = [];
  expect(found?.serves()).toBe(true);
  await pass(4999);
  await expect(keys.find(key)).resolves.toBe(null);
  expect(found?.serves()).toBe(false);
});

it('serves no longer either while the database is away, and again when it is back', async () => {
  const key = create('shop');
  await keys.find(key);
  isAway = true;
  await pass(3000);
  await expect(keys.find(key)).resolves.toMatchObject({ scopes: ['read'] });
  await pass(2000);
  const refused = expect(keys.find(key)).rejects.toMatchObject({ code: 'unavailable' });
  await pass(250);
  await refused;
  isAway = false;
  await pass(2000);
  await expect(keys.find(key)).resolves.toMatchObject({ scopes: ['read'] });
});

it('a flood of unknown keys costs the database four reads a second, and a new key serves in the midst of it', async () => {
  apiKeys.mockClear();
  const answers: Promise<unknown>[] = [];
  for (let round = 0; round < 20; round += 1) {
    for (let each = 0; each < 100; each += 1) answers.push(keys.find(newApiKey()));
    await pass(50);
  }
  const fresh = keys.find(create('shop'));
  await pass(250);
  await expect(fresh).resolves.toMatchObject({ scopes: ['read'] });
  expect(new Set(await Promise.all(answers))).toEqual(new Set([null]));
  expect(apiKeys.mock.calls.length).toBeLessThanOrEqual(6);
});

it('what does not look like a key of the database is not looked for there', async () => {
  apiKeys.mockClear();
  await expect(keys.find(newSecret())).resolves.toBe(null);
  expect(apiKeys).not.toHaveBeenCalled();
});

it('the day on which a key served is noted once', async () => {
  const [used, idle] = [create('shop'), create('board')];
  await pass(2000);
  for (let round = 0; round < 5; round += 1) {
    await keys.find(used);
    await pass(2000);
  }
  expect(keys.isKnown(idle)).toBe(true);
  expect(noteApiKeyUses.mock.calls).toEqual([[['shop'], '2026-01-31']]);
  await pass(12 * 3600_000);
  await keys.find(used);
  await pass(2000);
  expect(noteApiKeyUses).toHaveBeenLastCalledWith(['shop'], '2026-02-01');
});
