import { readJson } from './read-json.ts';

const bytes = (text: string) => Buffer.from(text);

it.each([
  ['no body', undefined, {}],
  ['an empty body', bytes(''), {}],
  ['an object', bytes('{"a":1}'), { a: 1 }],
  ['a byte order mark', bytes('\uFEFF{}'), {}],
  ['what is no object, for the DTO to refuse', bytes('null'), null],
])('reads %s', (_case, body, expected) => {
  expect(readJson(body)).toEqual(expected);
});

it('keeps `__proto__` a field like any other', () => {
  expect(Object.keys(readJson(bytes('{"__proto__":{"a":1}}')) as object)).toEqual(['__proto__']);
});

it.each([
  ['half an object', bytes('{"a":')],
  ['blanks', bytes('  ')],
  ['a form', bytes('a=1&b=2')],
  ['UTF-8 that is broken', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
])('refuses %s as a whole', (_case, body) => {
  expect(() => readJson(body)).toThrow(
    expect.objectContaining({ code: 'invalid-payload', errors: [expect.objectContaining({ path: '' })] }),
  );
});
