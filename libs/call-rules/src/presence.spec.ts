import type { ParticipantState } from '@parley/protocol';
import { decidePresence } from './presence.ts';

type Heard = 'connected' | 'reconnecting';
type Verdict = ReturnType<typeof decidePresence>;

describe('a server’s word of a seat', () => {
  it.each<
    [whose: 'own' | 'another’s', ParticipantState, held: 'socket' | 'rest', Heard, over: 'socket' | 'rest', Verdict]
  >([
    ['own', 'connected', 'socket', 'connected', 'socket', 'nothing'],
    ['own', 'connected', 'socket', 'connected', 'rest', 'nothing'],
    ['own', 'connected', 'socket', 'reconnecting', 'socket', 'changes'],
    ['own', 'reconnecting', 'socket', 'reconnecting', 'socket', 'nothing'],
    ['own', 'reconnecting', 'socket', 'connected', 'rest', 'changes'],
    ['own', 'left', 'rest', 'connected', 'rest', 'foreign'],
    ['another’s', 'connected', 'socket', 'reconnecting', 'socket', 'foreign'],
    ['another’s', 'reconnecting', 'rest', 'reconnecting', 'rest', 'foreign'],
    ['another’s', 'reconnecting', 'socket', 'connected', 'socket', 'changes'],
    ['another’s', 'reconnecting', 'socket', 'connected', 'rest', 'changes'],
    ['another’s', 'connected', 'socket', 'connected', 'rest', 'foreign'],
    ['another’s', 'connected', 'rest', 'connected', 'rest', 'moves'],
    ['another’s', 'connected', 'socket', 'connected', 'socket', 'moves'],
  ])('of its %s: %s over %s, heard to be %s over %s: %s', (whose, state, held, heard, over, verdict) => {
    const seat = { state, epoch: 2, own: whose === 'own', overRest: held === 'rest' };
    const word = { epoch: 2, state: heard, overRest: over === 'rest' };
    expect(decidePresence(seat, word)).toBe(verdict);
  });

  it.each([1, 3])('counts under the seat’s own epoch alone: not under %i for 2', (epoch) => {
    const seat = { state: 'connected' as const, epoch: 2, own: true, overRest: false };
    expect(decidePresence(seat, { epoch, state: 'reconnecting', overRest: false })).toBe('foreign');
    expect(decidePresence(undefined, { epoch, state: 'connected', overRest: false })).toBe('foreign');
  });
});
