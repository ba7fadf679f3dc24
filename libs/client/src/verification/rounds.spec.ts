import { expect, test } from '@jest/globals';
import { judge, type RoundMessage, type RoundState, type RoundStep } from './rounds.ts';

const fresh: RoundState = { round: 0, committed: false, over: false };
const waiting: RoundState = { round: 2, committed: false, over: false };
const shown: RoundState = { round: 2, committed: true, over: false };
const over: RoundState = { round: 2, committed: true, over: true };
const failed: RoundState = { round: 2, committed: false, over: true };

const commit = (round: number, known = false): RoundMessage => ({ type: 'commit', round, known });
const reveal = (round: number, fits = true): RoundMessage => ({ type: 'reveal', round, fits });

const table: [string, RoundState, RoundMessage, RoundStep][] = [
  ['the other side is first: follow', fresh, commit(1), 'follow'],
  ['both have committed: show', waiting, commit(2), 'reveal'],
  ['a commitment of an earlier round is late', waiting, commit(1), 'ignore'],
  ['the other side is further: follow', shown, commit(3), 'follow'],
  ['a repeat', shown, commit(2, true), 'ignore'],
  ['a repeat after the end', over, commit(2, true), 'ignore'],
  ['another commitment after the own nonce was shown', shown, commit(2), 'refuse'],
  ['the other side knows nothing of what is over', over, commit(1), 'begin'],
  ['the same, with the same number', over, commit(2), 'begin'],
  ['the other side begins anew', over, commit(3), 'follow'],
  ['what came to nothing here is begun again', failed, commit(2), 'begin'],

  ['a nonce that fits', shown, reveal(2), 'finish'],
  ['a nonce that does not', shown, reveal(2, false), 'refuse'],
  ['a nonce without a commitment is no nonce', waiting, reveal(2), 'ignore'],
  ['a nonce of another round', shown, reveal(1), 'ignore'],
  ['a nonce of a round that is over', over, reveal(2, false), 'ignore'],
  ['a nonce before anything', fresh, reveal(1), 'ignore'],
];

test.each(table)('%s', (_, state, message, step) => {
  expect(judge(state, message)).toBe(step);
});
