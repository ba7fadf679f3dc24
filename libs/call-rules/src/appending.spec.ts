import { LIMITS } from '@parley/protocol';
import { refuseReceiver, refuseSender, routeOpenCandidate, routeOpenOffer } from './appending.ts';

describe('saying something', () => {
  it.each([
    [false, false, undefined],
    [true, true, 'call-ended'],
    [false, true, 'not-joined'],
  ])('call ended %s, sender left %s: %s', (ended, left, code) => {
    expect(refuseSender(ended, left)?.code).toBe(code);
  });

  it.each([
    [false, 0, undefined],
    [false, LIMITS.mailboxUnconfirmed - 1, undefined],
    [false, LIMITS.mailboxUnconfirmed, 'mailbox-full'],
    [true, 0, 'participant-not-found'],
  ])('receiver left %s, %i unconfirmed: %s', (left, unconfirmed, code) => {
    expect(refuseReceiver(left, unconfirmed)?.code).toBe(code);
  });

  it('says when a full mailbox is worth another try', () => {
    expect(refuseReceiver(false, LIMITS.mailboxUnconfirmed)?.retryAfter).toBeGreaterThan(0);
  });
});

describe('an offer without a receiver', () => {
  const offered = { name: 'has one', offered: true };
  const free = { name: 'has none', offered: false };

  it('is open while its sender is alone', () => {
    expect(routeOpenOffer([])).toBe('open');
  });

  it('goes to the first who has none of this sender yet', () => {
    expect(routeOpenOffer([offered, free, { name: 'later', offered: false }])).toBe(free);
  });

  it('finds no taker when everyone has one', () => {
    expect(routeOpenOffer([offered])).toMatchObject({ code: 'no-taker' });
  });
});

describe('a candidate without a receiver', () => {
  it.each([
    ['waits with an open offer', { dropped: false, taker: null }, 'open'],
    ['follows an offer that was taken', { dropped: false, taker: 'bob' }, { taker: 'bob' }],
    ['is dropped with a replaced offer', { dropped: true, taker: null }, 'dropped'],
  ] as const)('%s', (_, offer, route) => {
    expect(routeOpenCandidate(offer)).toEqual(route);
  });

  it('finds no taker without any offer of its connection', () => {
    expect(routeOpenCandidate(undefined)).toMatchObject({ code: 'no-taker' });
  });
});
