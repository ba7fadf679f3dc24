import { type KnockState, type KnockVerdict, Refusal } from '@parley/protocol';
import { type Knocking, decideKnock, decideVerdict, isWithdrawable } from './knocking.ts';

const ended = { state: 'ended' } as const;
const entering = { removed: false, trusted: false, locked: false, lobby: true, password: 'none' } as const;
const outcast = { ...entering, removed: true };
const locked = { ...entering, locked: true };
const open = { ...entering, lobby: false };
const seat = { removed: false };
const removed = { removed: true };
const knocking = (facts: Partial<Knocking>): Knocking => ({
  call: { state: 'active' },
  seat: undefined,
  latest: undefined,
  entering,
  sinceRefusal: undefined,
  waiting: 0,
  ...facts,
});

describe('deciding on a knock', () => {
  it.each<[string, Partial<Knocking>, string]>([
    ['a stranger knocks', {}, 'knocks'],
    ['while there is room for one more', { waiting: 99 }, 'knocks'],
    ['at a call in which nobody is yet', { call: { state: 'waiting' } }, 'knocks'],
    ['who waits goes on waiting', { latest: 'waiting' }, 'stands'],
    ['in a full lobby too', { latest: 'waiting', waiting: 100 }, 'stands'],
    ['and at a call that was locked since', { entering: locked, latest: 'waiting' }, 'stands'],
    ['who was admitted stays so', { latest: 'admitted' }, 'stands'],
    ['whatever became of the lobby', { entering: open, latest: 'admitted' }, 'stands'],
    [
      'and is not asked for a password again',
      { entering: { ...entering, password: 'missing' }, latest: 'waiting' },
      'stands',
    ],
    ['who went away knocks anew', { latest: 'withdrawn' }, 'knocks'],
    ['who was refused knocks again after a minute', { latest: 'refused', sinceRefusal: 60 }, 'knocks'],
    ['with the password', { entering: { ...entering, password: 'right' } }, 'knocks'],
    ['a back end needs none', { entering: { ...locked, trusted: true, password: 'missing' } }, 'knocks'],
    ['without a lobby nobody needs to', { entering: open }, 'open'],
  ])('%s', (_, facts, decision) => {
    expect(decideKnock(knocking(facts))).toBe(decision);
  });

  it.each<[string, Partial<Knocking>, string]>([
    ['the removed', { seat: removed }, 'forbidden'],
    ['a removed identity, whatever its secret', { entering: outcast, latest: 'admitted' }, 'forbidden'],
    ['the removed, at an ended call too', { call: ended, seat: removed }, 'forbidden'],
    ['anybody at an ended call', { call: ended }, 'call-ended'],
    ['who waited when it ended', { call: ended, latest: 'withdrawn' }, 'call-ended'],
    ['who has a seat', { seat }, 'already-joined'],
    ['anybody new at a locked call', { entering: locked }, 'call-locked'],
    ['anybody new at a locked call without a lobby', { entering: { ...open, locked: true } }, 'call-locked'],
    ['who has no password', { entering: { ...entering, password: 'missing' } }, 'password-required'],
    ['who has a wrong one', { entering: { ...entering, password: 'wrong' } }, 'wrong-password'],
    ['who has a wrong one where there is no lobby', { entering: { ...open, password: 'wrong' } }, 'wrong-password'],
    ['who was refused a moment ago', { latest: 'refused', sinceRefusal: 59 }, 'rate-limited'],
    ['the same identity under another secret', { sinceRefusal: 0 }, 'rate-limited'],
    ['one more than a lobby holds', { waiting: 100 }, 'rate-limited'],
  ])('refuses %s', (_, facts, code) => {
    const refusal = decideKnock(knocking(facts));
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code });
  });

  it('says after how many seconds one may knock again', () => {
    expect(decideKnock(knocking({ sinceRefusal: 12.3 }))).toMatchObject({ retryAfter: 48 });
  });
});

describe('answering a knock', () => {
  it.each<[KnockState, KnockVerdict, string]>([
    ['waiting', 'admitted', 'changes'],
    ['waiting', 'refused', 'changes'],
    ['admitted', 'admitted', 'nothing'],
    ['refused', 'refused', 'nothing'],
  ])('%s, %s: %s', (state, verdict, decision) => {
    expect(decideVerdict(state, verdict)).toBe(decision);
  });

  it.each<[KnockState, KnockVerdict]>([
    ['admitted', 'refused'],
    ['refused', 'admitted'],
    ['withdrawn', 'admitted'],
    ['withdrawn', 'refused'],
  ])('refuses what comes too late: %s, %s', (state, verdict) => {
    expect(decideVerdict(state, verdict)).toMatchObject({ code: 'knock-not-found' });
  });

  it('lets those take it back who wait or were admitted', () => {
    const states: KnockState[] = ['waiting', 'admitted', 'refused', 'withdrawn'];
    expect(states.filter(isWithdrawable)).toEqual(['waiting', 'admitted']);
  });
});
