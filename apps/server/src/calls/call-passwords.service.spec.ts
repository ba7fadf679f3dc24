import { jest } from '@jest/globals';
import type { CallDoors, CallReader } from '@parley/storage';
import { hashPassword } from '../access/passwords.ts';
import { rateLimited } from '../limits/rate-limited.ts';
import type { RateLimits } from '../limits/rate-limits.service.ts';
import { CallPasswords, type PasswordShower } from './call-passwords.service.ts';

const ASKED: PasswordShower = { callId: 'call', password: 'sesame', secretHashes: [], address: '192.0.2.1' };
let stored: string;
beforeAll(async () => {
  stored = await hashPassword('sesame');
});

/** @param spent the budget that is spent, if any */
function setUp(doors: Partial<CallDoors> = {}, spent?: string) {
  const take = (name: string): Promise<void> =>
    name === spent ? Promise.reject(rateLimited(name, 7)) : Promise.resolve();
  const limits = {
    spend: jest.fn<RateLimits['spend']>(take),
    ask: jest.fn<RateLimits['ask']>(take),
    count: jest.fn<RateLimits['count']>(() => Promise.resolve()),
  };
  const open = { ended: false, locked: false, lobby: false, known: false, passwordHash: stored };
  const reader = { doors: () => Promise.resolve({ ...open, ...doors }) } as unknown as CallReader;
  return { passwords: new CallPasswords(reader, limits), limits };
}

it('a password that is right shows which hash it fits, another one none', async () => {
  const { passwords, limits } = setUp();
  await expect(passwords.shown(ASKED)).resolves.toEqual({ fits: stored });
  expect(limits.count).not.toHaveBeenCalled();
  await expect(passwords.shown({ ...ASKED, password: 'Sesame' })).resolves.toEqual({ fits: null });
  expect(limits.count.mock.calls).toEqual([['wrongPasswords', 'call']]);
  await expect(passwords.shown({ ...ASKED, password: undefined })).resolves.toBeNull();
  expect(limits.spend.mock.calls).toEqual([
    ['passwords', '192.0.2.1'],
    ['passwords', '192.0.2.1'],
  ]);
});

it.each<[string, Partial<CallDoors>]>([
  ['there is none', { passwordHash: null }],
  ['the call has ended', { ended: true }],
  ['it is locked', { locked: true }],
  ['it has a lobby', { lobby: true }],
  ['its seat or the owner’s secret was shown', { known: true }],
])('a password is not looked at where %s', async (_, doors) => {
  const { passwords, limits } = setUp(doors);
  await expect(passwords.shown(ASKED)).resolves.toEqual({ fits: null });
  expect(limits.ask).not.toHaveBeenCalled();
  expect(limits.spend).not.toHaveBeenCalled();
});

it.each(['passwords', 'wrongPasswords'])(
  'who finds the budget of %s spent is refused, whatever is shown',
  async (name) => {
    const { passwords, limits } = setUp({}, name);
    const refused = { code: 'rate-limited', retryAfter: 7 };
    await expect(passwords.shown(ASKED)).rejects.toMatchObject(refused);
    await expect(passwords.shown({ ...ASKED, password: 'guess' })).rejects.toMatchObject(refused);
    // Refused before it was compared: a guess that was not looked at is no wrong one.
    expect(limits.count).not.toHaveBeenCalled();
  },
);

it('to set one takes from the budget of the address; who has none is on no budget', async () => {
  const { passwords } = setUp({}, 'passwords');
  await expect(passwords.hash('one', '192.0.2.1')).rejects.toMatchObject({ code: 'rate-limited' });
  await expect(passwords.hash('one', null)).resolves.toMatch(/^scrypt/);
});

it('of many guesses at once no more are compared than the budget has', async () => {
  let wrong = 0;
  const { passwords, limits } = setUp();
  limits.count.mockImplementation(() => Promise.resolve(void (wrong += 1)));
  limits.ask.mockImplementation(() => (wrong < 2 ? Promise.resolve() : Promise.reject(rateLimited('guesses', 1))));
  const guesses = await Promise.allSettled(
    Array.from({ length: 8 }, () => passwords.shown({ ...ASKED, password: 'guess' })),
  );
  expect(guesses.map(({ status }) => status)).toEqual([
    ...Array<string>(2).fill('fulfilled'),
    ...Array<string>(6).fill('rejected'),
  ]);
});
