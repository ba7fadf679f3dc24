import type { QualityWord } from '@parley/client/statistics';
import { bestOf, standsOut } from './quality.ts';

describe('the room’s word', () => {
  it.each<[string, (QualityWord | null)[], QualityWord | null]>([
    ['is not said with nobody there', [], null],
    ['is not said before anything is known', [null, null], null],
    ['is the other’s in a call of two', ['poor'], 'poor'],
    ['is good while one connection is', ['lost', 'good', 'poor'], 'good'],
    ['is lost only when all are', ['lost', 'lost', null], 'lost'],
  ])('%s', (_, words, word) => {
    expect(bestOf(words)).toBe(word);
  });
});

describe('a picture', () => {
  it.each<[QualityWord | null, QualityWord | null, boolean]>([
    ['poor', 'good', true],
    ['lost', 'poor', true],
    ['poor', 'poor', false],
    ['fair', 'good', false],
    [null, 'good', false],
  ])('that is %s in a room that is %s has a word of its own: %s', (word, room, has) => {
    expect(standsOut(word, room)).toBe(has);
  });
});
