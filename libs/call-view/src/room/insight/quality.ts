// One word for this side's connection, from those to the others. Pure.
import type { QualityWord } from '@parley/client/statistics';

const BEST_FIRST = ['good', 'fair', 'poor', 'lost'] as const satisfies readonly QualityWord[];

/** If only one of several is poor, that is the other's line: its picture says so. Null until anything is known. */
export function bestOf(words: readonly (QualityWord | null)[]): QualityWord | null {
  return BEST_FIRST.find((word) => words.includes(word)) ?? null;
}

/** Whether a picture needs a word of its own beside the room's. */
export function standsOut(word: QualityWord | null, room: QualityWord | null): word is 'poor' | 'lost' {
  return (word === 'poor' || word === 'lost') && word !== room;
}
