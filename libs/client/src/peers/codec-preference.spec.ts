import { expect, test } from '@jest/globals';
import { preferred } from './codec-preference.ts';

const CODECS = ['video/VP8', 'video/rtx', 'video/H264', 'video/VP9', 'video/H264', 'video/AV1'].map(
  (mimeType, index) => ({ mimeType, index }),
);
const order = (...names: string[]): number[] => preferred(CODECS, names).map(({ index }) => index);

test.each([
  [[], [0, 1, 2, 3, 4, 5]],
  [['video/AV1'], [5, 0, 1, 2, 3, 4]],
  [
    ['av1', 'Video/vp9'],
    [5, 3, 0, 1, 2, 4],
  ],
  [['H264'], [2, 4, 0, 1, 3, 5]],
  [
    ['264', 'VP', 'audio/VP8', 'video/VP10', ''],
    [0, 1, 2, 3, 4, 5],
  ],
])('%p', (names, indices) => {
  expect(order(...names)).toEqual(indices);
});
