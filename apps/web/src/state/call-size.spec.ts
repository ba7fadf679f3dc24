import { CALL_SIZES, callSizeOf } from './call-size.ts';

it('offers calls for two to eight', () => {
  expect(CALL_SIZES).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

describe('a kept size', () => {
  it.each([
    ['none', null, 2],
    ['one of those', '5', 5],
    ['too many', '9', 2],
    ['no number', 'many', 2],
    ['an odd way to write one', '04', 2],
  ])('%s', (_, text, size) => {
    expect(callSizeOf(text)).toBe(size);
  });
});
