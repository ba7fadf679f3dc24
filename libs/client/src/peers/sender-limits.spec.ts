import { expect, test } from '@jest/globals';
import { encodingFor, SENDER_LIMITS } from './sender-limits.ts';

const HD = { width: 1280, height: 720 };

test.each([
  [0, HD, 2_500_000, 30, 1],
  [1, HD, 2_500_000, 30, 1],
  [2, HD, 1_200_000, 30, 1],
  [3, HD, 800_000, 30, 1.5],
  [4, HD, 600_000, 24, 2],
  [5, HD, 500_000, 20, 2],
  [6, HD, 400_000, 20, 720 / 270],
  [7, HD, 350_000, 15, 3],
  [99, HD, 350_000, 15, 3],
  [3, { width: 720, height: 1280 }, 800_000, 30, 1.5],
  [3, { width: 640, height: 480 }, 800_000, 30, 1],
  [4, { width: 320, height: 240 }, 600_000, 24, 1],
  [1, { width: 3840, height: 2160 }, 2_500_000, 30, 2],
  [4, {}, 600_000, 24, 1],
])('a camera to %i peers, of %p', (peers, settings, maxBitrate, maxFramerate, scaleResolutionDownBy) => {
  expect(encodingFor('main', peers, settings)).toEqual({ maxBitrate, maxFramerate, scaleResolutionDownBy });
});

test('a screen keeps its size, however many watch it', () => {
  for (const peers of [1, 2, 3, 4, 5, 6, 7, 8]) {
    expect(encodingFor('slides', peers, { width: 3840, height: 2160 }).scaleResolutionDownBy).toBe(1);
  }
});

test('more peers never get more, and all cameras together never cost more than one did', () => {
  for (const limits of Object.values(SENDER_LIMITS)) {
    for (const [index, { maxBitrate, maxFramerate, maxHeight }] of limits.entries()) {
      const before = limits[index - 1] ?? { maxBitrate: Infinity, maxFramerate: Infinity, maxHeight: Infinity };
      expect(maxBitrate).toBeLessThan(before.maxBitrate);
      expect(maxFramerate).toBeLessThanOrEqual(before.maxFramerate);
      expect(maxHeight).toBeLessThanOrEqual(before.maxHeight);
    }
  }
  const sums = SENDER_LIMITS.main.map(({ maxBitrate }, index) => maxBitrate * (index + 1));
  expect(Math.max(...sums)).toBe(2_500_000);
});
