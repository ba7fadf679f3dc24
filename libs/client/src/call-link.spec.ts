import { expect, test } from '@jest/globals';
import { callIdOf, tokenOf } from './call-link.ts';

test.each([
  ['https://parley.test/c/Ab-_09', 'Ab-_09'],
  ['  https://192.168.1.7:3443/c/Ab09/  ', 'Ab09'],
  ['https://parley.test/calls/c/Ab09#token=x.y', 'Ab09'],
  ['parley.test/c/Ab09?lang=en', 'Ab09'],
  ['Ab-_09', 'Ab-_09'],
])('%s names a call', (text, id) => {
  expect(callIdOf(text)).toBe(id);
});

test.each([
  null,
  undefined,
  '',
  'https://parley.test/',
  'https://parley.test/c/',
  'good morning',
  'https://parley.test/c/a b',
])('"%s" is not the link of a call', (text) => {
  expect(() => callIdOf(text)).toThrow(expect.objectContaining({ code: 'not-a-call-link' }));
});

test.each([
  ['https://parley.test/c/Ab-_09#token=eyJh.e30-_.x9', 'eyJh.e30-_.x9'],
  ['https://parley.test/c/Ab-_09#chat', undefined],
  ['Ab-_09', undefined],
])('the token of "%s" is %s', (text, token) => {
  expect(tokenOf(text)).toBe(token);
});
