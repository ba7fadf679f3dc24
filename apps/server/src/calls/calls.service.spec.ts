import { jest } from '@jest/globals';
import { LIMITS, Refusal } from '@parley/protocol';
import type { CallReader, CallStore, CommittedChange, CreateCall, TakeSeat } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import type { AccessService } from '../access/access.service.ts';
import { hashSecret } from '../access/secrets.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { CallPasswords } from './call-passwords.service.ts';
import { CallsService } from './calls.service.ts';

const BASE64URL = /^[A-Za-z0-9_-]+$/;

function setUp(
  reader: object = {},
  access: Partial<AccessService> = {
    admit: ({ displayName }) => Promise.resolve({ displayName, identity: null, permissions: undefined }),
  },
) {
  const changes = new CommittedChanges();
  const announced: CommittedChange[] = [];
  changes.subscribe((change) => announced.push(change));
  const change = { kind: 'participant-updated' } as CommittedChange;
  const store = {
    createCall: jest.fn(({ id }: CreateCall) =>
      Promise.resolve({ outcome: { call: { id }, version: 1 }, changes: [change] }),
    ),
    takeSeat: jest.fn((_command: TakeSeat) =>
      Promise.resolve({ outcome: { resumed: false, call: {}, self: {} }, changes: [change] }),
    ),
    eraseCall: () => Promise.reject(new Refusal('call-not-found', 'none')),
  };
  const passwords = {
    hash: jest.fn((password: string) => Promise.resolve(`hash of ${password}`)),
    shown: jest.fn(() => Promise.resolve(null)),
  };
  const calls = new CallsService(
    store as unknown as CallStore,
    reader as CallReader,
    access as AccessService,
    passwords as unknown as CallPasswords,
    changes,
    readSettings({}),
  );
  return { calls, store, passwords, announced, change };
}

const REQUEST = { name: null, maxParticipants: 2, metadata: {}, listed: true, lobby: false };
const OPEN = { ...REQUEST, password: null };
const JOIN = { callId: 'call', address: '::1' };

describe('creating a call', () => {
  it('makes an id of 120 random bits or more and an owner secret, and stores the secret as a hash alone', async () => {
    const { calls, store } = setUp();
    const { call, ownerSecret } = await calls.create(OPEN, '::1');
    expect(call.id).toMatch(BASE64URL);
    expect(call.id.length * 6).toBeGreaterThanOrEqual(120);
    const command = store.createCall.mock.calls[0]?.[0];
    expect(command).toEqual({ ...REQUEST, id: call.id, ownerSecretHash: hashSecret(ownerSecret), passwordHash: null });
  });

  it('stores what is made of its password alone', async () => {
    const { calls, store, passwords } = setUp();
    await calls.create({ ...REQUEST, password: 'sesame' }, '::1');
    expect(passwords.hash).toHaveBeenCalledWith('sesame', '::1');
    expect(store.createCall.mock.calls[0]?.[0]).toMatchObject({ passwordHash: 'hash of sesame' });
    expect(store.createCall.mock.calls[0]?.[0]).not.toHaveProperty('password');
  });

  it('makes new ones each time', async () => {
    const { calls } = setUp();
    const [one, other] = [await calls.create(OPEN, '::1'), await calls.create(OPEN, '::1')];
    expect(one.call.id).not.toBe(other.call.id);
    expect(one.ownerSecret).not.toBe(other.ownerSecret);
  });
});

describe('joining', () => {
  it('tells a secret that was made here, which is one that a client could have chosen', async () => {
    const { calls, store } = setUp();
    const { secret = '' } = await calls.join({ ...JOIN, door: 'rest' });
    expect(secret).toMatch(BASE64URL);
    expect(secret.length).toBeGreaterThanOrEqual(LIMITS.minSecretCharacters);
    expect(store.takeSeat.mock.calls[0]?.[0].secretHash).toEqual(hashSecret(secret));
  });

  it('shows the password with the secrets that spare it, unless it is trusted anyway', async () => {
    const { calls, store, passwords } = setUp();
    const secret = 's'.repeat(22);
    await calls.join({ ...JOIN, secret, password: 'sesame', ownerSecret: 'mine', door: 'rest' });
    const secretHashes = [hashSecret(secret), hashSecret('mine')];
    expect(passwords.shown).toHaveBeenLastCalledWith({ ...JOIN, password: 'sesame', secretHashes });
    expect(store.takeSeat.mock.calls[0]?.[0]).toMatchObject({ ownerSecretHash: hashSecret('mine'), trusted: false });
    await calls.join({ ...JOIN, secret, password: 'sesame', trusted: true, door: 'rest' });
    expect(passwords.shown).toHaveBeenLastCalledWith({
      ...JOIN,
      password: undefined,
      secretHashes: [hashSecret(secret)],
    });
    expect(store.takeSeat.mock.calls[1]?.[0]).toMatchObject({ ownerSecretHash: undefined, trusted: true });
  });

  it('does not tell a client its own secret', async () => {
    const { calls, store } = setUp();
    expect(await calls.join({ ...JOIN, secret: 's'.repeat(22), door: 'socket' })).not.toHaveProperty('secret');
    expect(store.takeSeat.mock.calls[0]?.[0].secretHash).toEqual(hashSecret('s'.repeat(22)));
  });
});

it('what was committed is announced, a refusal is not', async () => {
  const { calls, announced, change } = setUp();
  await calls.create(OPEN, '::1');
  expect(announced).toEqual([change]);
  await expect(calls.erase('call')).rejects.toMatchObject({ code: 'call-not-found' });
  expect(announced).toEqual([change]);
});
