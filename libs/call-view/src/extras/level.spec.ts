import { levelOf } from './level.ts';

describe('the level of a sound', () => {
  it.each([
    ['nothing', [], 0],
    ['silence', [0, 0, 0], 0],
    ['full scale', [1, -1, 1, -1], 1],
    ['what is below the floor', [0.0001, -0.0001], 0],
    ['a half of the scale in decibels', [10 ** (-27.5 / 20)], 0.5],
  ])('of %s', (_, samples, level) => {
    expect(levelOf(new Float32Array(samples))).toBeCloseTo(level, 5);
  });
});
