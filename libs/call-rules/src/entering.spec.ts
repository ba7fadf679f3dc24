import { type Entering, refuseEntry } from './entering.ts';

const entering = (facts: Partial<Entering>): Entering => ({
  removed: false,
  trusted: false,
  locked: false,
  lobby: false,
  admitted: false,
  password: 'none',
  ...facts,
});

describe('the doors of a call', () => {
  it.each<[string, Partial<Entering>, string | undefined]>([
    ['are open by default', {}, undefined],
    ['ask for the password', { password: 'missing' }, 'password-required'],
    ['refuse a wrong one', { password: 'wrong' }, 'wrong-password'],
    ['take the right one', { password: 'right' }, undefined],
    ['are shut by a lock, whatever the password', { locked: true, password: 'right' }, 'call-locked'],
    ['send to the lobby, whatever the password', { lobby: true, password: 'right' }, 'admission-required'],
    ['take one who was let in, without a password', { lobby: true, admitted: true, password: 'missing' }, undefined],
    ['take one who was let in though they were locked since', { lobby: true, admitted: true, locked: true }, undefined],
    ['name the lock before the lobby', { locked: true, lobby: true }, 'call-locked'],
    ['name the lock before the password', { locked: true, password: 'missing' }, 'call-locked'],
    ['name the lobby before the password', { lobby: true, password: 'wrong' }, 'admission-required'],
    ['take one who was let in when there is no lobby any more', { admitted: true, password: 'missing' }, undefined],
    ['take the trusted', { trusted: true, locked: true, lobby: true, password: 'missing' }, undefined],
    ['keep out who was removed', { removed: true, password: 'right' }, 'forbidden'],
    ['keep out who was removed, though trusted', { removed: true, trusted: true }, 'forbidden'],
    ['name the removal first', { removed: true, locked: true, lobby: true, password: 'missing' }, 'forbidden'],
  ])('%s', (_, facts, code) => {
    expect(refuseEntry(entering(facts))?.code).toBe(code);
  });
});
