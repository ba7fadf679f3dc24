import { expect, test } from '@jest/globals';
import { assertFree, assertName, settingsOf } from './channel-options.ts';

const invalid = expect.objectContaining({ code: 'invalid-channel' });

test('left out they are reliable and ordered', () => {
  expect(settingsOf({})).toEqual({
    ordered: true,
    maxRetransmits: null,
    maxPacketLifeTime: null,
    highWaterMark: 1_048_576,
  });
});

test.each([
  [{ maxRetransmits: 0, maxPacketLifeTime: 0 }],
  [{ maxRetransmits: -1 }],
  [{ maxRetransmits: 65_536 }],
  [{ maxPacketLifeTime: 1.5 }],
  [{ highWaterMark: 0 }],
])('%j makes no sense', (options) => {
  expect(() => settingsOf(options)).toThrow(invalid);
});

test.each(['', 'ü'.repeat(32_768)])('a name of no bytes or too many is none', (name) => {
  expect(() => assertName(name)).toThrow(invalid);
});

test('names of Parley’s own are not to be had', () => {
  expect(() => assertFree('parley.chat')).toThrow(invalid);
  expect(() => assertFree('parley')).not.toThrow();
});
