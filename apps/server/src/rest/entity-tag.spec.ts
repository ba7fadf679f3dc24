import { entityTag, ifMatch } from './entity-tag.ts';

it('a version is a strong entity tag', () => {
  expect(entityTag(12)).toBe('"12"');
});

it.each([
  ['none', undefined, undefined],
  ['any', '*', '*'],
  ['any, with spaces', ' * ', '*'],
  ['one', '"3"', [3]],
  ['a list', '"1", "2" ,"30"', [1, 2, 30]],
  ['a weak one, which matches nothing', 'W/"3"', []],
  ['a weak one in a list', 'W/"3", "4"', [4]],
  ['tags that are never given here', '"03", "x", "", "-1", "1.0", "9999999999999999999"', []],
  ['a comma inside a tag', '"1,2", "3"', [3]],
  ['no tag at all', '3', []],
  ['nothing', '', []],
])('If-Match with %s', (_case, header, expected) => {
  expect(ifMatch(header)).toEqual(expected);
});
