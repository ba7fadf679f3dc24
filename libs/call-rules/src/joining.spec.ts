import { Refusal } from '@parley/protocol';
import { type Joining, decideJoin } from './joining.ts';

const waiting = { state: 'waiting', maxParticipants: 2 } as const;
const active = { state: 'active', maxParticipants: 2 } as const;
const ended = { state: 'ended', maxParticipants: 2 } as const;
const seat = { state: 'connected', removed: false, epoch: 1, lastSeq: 3 } as const;
const left = { ...seat, state: 'left' } as const;
const joining = (facts: Partial<Joining>): Joining => ({
  call: waiting,
  present: 0,
  seat: undefined,
  after: undefined,
  ...facts,
});

describe('deciding on a join', () => {
  it.each<[string, Partial<Joining>, object]>([
    ['the first waits', {}, { kind: 'newcomer', callState: 'waiting' }],
    ['the second makes it active', { present: 1 }, { kind: 'newcomer', callState: 'active' }],
    ['an active call stays active when one is alone', { call: active }, { kind: 'newcomer', callState: 'active' }],
    ['a secret takes its seat back', { present: 1, seat }, { kind: 'resumed', callState: 'waiting' }],
    ['even when the call is full', { call: active, present: 2, seat }, { kind: 'resumed', callState: 'active' }],
    [
      'a reconnecting one as well',
      { present: 1, seat: { ...seat, state: 'reconnecting' } },
      { kind: 'resumed', callState: 'waiting' },
    ],
    ['who left returns as a newcomer', { present: 1, seat: left }, { kind: 'returned', callState: 'active' }],
    ['who left returns alone', { seat: left }, { kind: 'returned', callState: 'waiting' }],
    ['at the end of its mailbox', { present: 1, seat, after: 3 }, { kind: 'resumed', callState: 'waiting' }],
  ])('%s', (_, facts, arrival) => {
    expect(decideJoin(joining(facts))).toEqual(arrival);
  });

  it.each<[string, Partial<Joining>, string]>([
    ['a full call', { call: active, present: 2 }, 'call-full'],
    ['a full call, to one who left it', { call: active, present: 2, seat: left }, 'call-full'],
    ['an ended call', { call: ended }, 'call-ended'],
    ['an ended call, to one of its own', { call: ended, seat: left }, 'call-ended'],
    ['the removed', { seat: { ...left, removed: true } }, 'forbidden'],
    ['the removed, in an ended call too', { call: ended, seat: { ...left, removed: true } }, 'forbidden'],
    ['a position past the last signal', { seat, after: 4 }, 'invalid-payload'],
    ['a position of one who was never here', { after: 1 }, 'invalid-payload'],
  ])('refuses %s', (_, facts, code) => {
    const refusal = decideJoin(joining(facts));
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code });
  });
});
