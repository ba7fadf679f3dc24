import { Refusal } from '@parley/protocol';
import { type Joining, decideJoin } from './joining.ts';

const waiting = { state: 'waiting', maxParticipants: 2 } as const;
const active = { state: 'active', maxParticipants: 2 } as const;
const ended = { state: 'ended', maxParticipants: 2 } as const;
const seat = { state: 'connected', removed: false, epoch: 1, lastSeq: 3 } as const;
const left = { ...seat, state: 'left' } as const;
const shut = {
  removed: false,
  trusted: false,
  locked: true,
  lobby: true,
  admitted: false,
  password: 'missing',
} as const;
const joining = (facts: Partial<Joining>): Joining => ({
  call: waiting,
  present: 0,
  seat: undefined,
  after: undefined,
  falseOwner: false,
  entering: { removed: false, trusted: false, locked: false, lobby: false, admitted: false, password: 'none' },
  others: 0,
  duplicates: 'replace',
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
    [
      'its own seat it may have, whatever the doors say',
      { seat, entering: shut },
      { kind: 'resumed', callState: 'waiting' },
    ],
    ['also when it had left', { seat: left, entering: shut }, { kind: 'returned', callState: 'waiting' }],
    [
      'another of its identity gives way, in a full call too',
      { call: active, present: 2, others: 1 },
      { kind: 'newcomer', callState: 'active', replaces: true },
    ],
    [
      'alone with another of its identity it stays alone',
      { present: 1, others: 1 },
      { kind: 'newcomer', callState: 'waiting', replaces: true },
    ],
    ['at the end of its mailbox', { present: 1, seat, after: 3 }, { kind: 'resumed', callState: 'waiting' }],
  ])('%s', (_, facts, arrival) => {
    expect(decideJoin(joining(facts))).toEqual({ replaces: false, ...arrival });
  });

  it.each<[string, Partial<Joining>, string]>([
    ['a full call', { call: active, present: 2 }, 'call-full'],
    ['a full call, to one who left it', { call: active, present: 2, seat: left }, 'call-full'],
    ['an ended call', { call: ended }, 'call-ended'],
    ['an ended call, to one of its own', { call: ended, seat: left }, 'call-ended'],
    ['the removed', { seat: { ...left, removed: true } }, 'forbidden'],
    ['the removed, in an ended call too', { call: ended, seat: { ...left, removed: true } }, 'forbidden'],
    ['an owner’s secret that is not the call’s', { falseOwner: true }, 'unauthorized'],
    ['it before the end of the call', { falseOwner: true, call: ended }, 'unauthorized'],
    ['it to one with a seat too', { falseOwner: true, seat }, 'unauthorized'],
    ['a newcomer at shut doors', { entering: shut }, 'call-locked'],
    ['a newcomer at shut doors of a full call', { entering: shut, call: active, present: 2 }, 'call-locked'],
    ['an ended call before its doors', { entering: shut, call: ended }, 'call-ended'],
    ['who was removed on another seat', { seat: left, entering: { ...shut, removed: true } }, 'forbidden'],
    ['a second seat of an identity', { present: 1, others: 1, duplicates: 'reject' }, 'identity-taken'],
    ['it before a full call', { call: active, present: 2, others: 1, duplicates: 'reject' }, 'identity-taken'],
    ['an old seat of an identity that has another', { present: 1, others: 1, seat: left }, 'identity-taken'],
    ['a position past the last signal', { seat, after: 4 }, 'invalid-payload'],
    ['a position of one who was never here', { after: 1 }, 'invalid-payload'],
  ])('refuses %s', (_, facts, code) => {
    const refusal = decideJoin(joining(facts));
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code });
  });
});
