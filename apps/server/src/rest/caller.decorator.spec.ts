import { bearerOf } from './caller.decorator.ts';

it.each([
  [undefined, null],
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER   abc', 'abc'],
  ['Bearer', ''],
  ['Bearer a b', 'a b'],
  ['Basic abc', null],
  ['Bearerabc', null],
  ['abc', null],
])('the bearer of %j is %j', (header, bearer) => {
  expect(bearerOf(header)).toBe(bearer);
});
