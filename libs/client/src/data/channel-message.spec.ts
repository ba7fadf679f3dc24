import { expect, test } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { dataOf, frameOf, sizeOf } from './channel-message.ts';

test.each([[{ a: [1, null, 'ü'] }], ['text'], [0], [false], [null]])('%j travels as JSON and comes back', (data) => {
  const { payload, size } = frameOf(data);
  const text = typeof payload === 'string' ? payload : '';
  expect(dataOf(text)).toEqual(data);
  expect(size).toBe(sizeOf(text));
});

test('bytes travel as they are, those of another frame too', () => {
  const foreign: ArrayBuffer = runInNewContext('new ArrayBuffer(3)');
  expect(frameOf(foreign)).toEqual({ payload: foreign, size: 3 });
  expect(frameOf(new Uint16Array(3).subarray(1)).size).toBe(4);
});

test('text that is no JSON is the string itself', () => {
  expect(dataOf('hello there')).toBe('hello there');
});

test('what JSON cannot say is no message', () => {
  expect(() => frameOf(undefined as never)).toThrow(TypeError);
});
