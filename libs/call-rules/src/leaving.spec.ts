import type { CallState, EndReason, LeaveReason, ParticipantState } from '@parley/protocol';
import { decideHangUp, endedByLeaving, isLost } from './leaving.ts';

describe('what leaving does to a call', () => {
  it.each<[LeaveReason, CallState, seats: number, others: number, EndReason | null]>([
    ['hangup', 'waiting', 2, 0, 'hangup'],
    ['hangup', 'active', 2, 1, 'hangup'],
    ['hangup', 'active', 2, 0, 'hangup'],
    ['hangup', 'waiting', 3, 0, 'hangup'],
    ['hangup', 'active', 3, 1, null],
    ['hangup', 'active', 3, 0, 'hangup'],
    ['lost', 'waiting', 2, 0, null],
    ['lost', 'active', 2, 1, null],
    ['lost', 'active', 2, 0, 'abandoned'],
    ['lost', 'active', 3, 2, null],
    ['lost', 'active', 3, 0, 'abandoned'],
    ['removed', 'waiting', 2, 0, null],
    ['removed', 'active', 2, 1, null],
    ['removed', 'active', 3, 0, null],
    ['replaced', 'active', 2, 1, null],
    ['replaced', 'active', 2, 0, null],
  ])('%s, %s, %i seats, %i others in it: %s', (reason, state, maxParticipants, others, ends) => {
    expect(endedByLeaving({ state, maxParticipants }, others, reason)).toBe(ends);
  });
});

describe('deciding on a seat of an epoch', () => {
  const seat = (state: ParticipantState) => ({ state, removed: false, epoch: 2 });

  it.each<[string, ParticipantState, number, unknown]>([
    ['leaves', 'connected', 2, 'leaves'],
    ['leaves, though not heard from', 'reconnecting', 2, 'leaves'],
    ['has left already', 'left', 2, 'already-left'],
    ['was taken anew', 'connected', 1, { code: 'not-joined' }],
    ['was taken anew, and left', 'left', 1, { code: 'not-joined' }],
  ])('a hang-up: the seat %s', (_, state, epoch, decision) => {
    const decided = decideHangUp(seat(state), epoch);
    if (typeof decision === 'string') expect(decided).toBe(decision);
    else expect(decided).toMatchObject(decision as object);
  });

  it('a hang-up: the call was erased', () => {
    expect(decideHangUp(undefined, 1)).toMatchObject({ code: 'call-not-found' });
  });

  it.each<[ParticipantState, number, boolean]>([
    ['reconnecting', 2, true],
    ['reconnecting', 1, false],
    ['connected', 2, false],
    ['left', 2, false],
  ])('%s, under epoch %i of 2: lost is %s', (state, epoch, lost) => {
    expect(isLost(seat(state), epoch)).toBe(lost);
    expect(isLost(undefined, epoch)).toBe(false);
  });
});
