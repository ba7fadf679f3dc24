// JSON as text, so that it can say what no object of ours can: an own `__proto__`, a key twice, numbers past all bounds.
import * as fc from 'fast-check';

/** Keys that have reached into prototypes before, and others that code asks objects for. */
const POISON = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'toJSON', 'then', 'hasOwnProperty'];

/** What the contract's messages are made of. */
const FIELDS = [
  'callId',
  'secret',
  'after',
  'displayName',
  'token',
  'to',
  'messageId',
  'connection',
  'description',
  'candidate',
  'type',
  'sdp',
  'sdpMid',
  'sdpMLineIndex',
  'usernameFragment',
  'seq',
  'reason',
  'name',
  'maxParticipants',
  'metadata',
  'listed',
  'state',
];

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FIELDS) },
  { weight: 3, arbitrary: fc.constantFrom(...POISON) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

/** Characters of all kinds: NUL, lone surrogates, those that look like nothing. */
const anyString = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    'v=0',
    'v=0\r\n',
    'offer',
    'answer',
    'ended',
    '__proto__',
  ),
  fc.integer({ min: 60, max: 200 }).map((length) => '😀'.repeat(length)),
  fc.constantFrom(4096, 65_536, 70_000).map((length) => `v=0${'é'.repeat(length / 2)}`),
);

const scalar = fc.oneof(
  { weight: 4, arbitrary: anyString.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.constantFrom('null', 'true', 'false', '0', '1', '2', '-1', '-0', '0.5', '100', '101') },
  { weight: 1, arbitrary: fc.constantFrom('1e999', '-1e999', '1e-999', '9007199254740993', `1${'0'.repeat(400)}`) },
  { weight: 1, arbitrary: fc.constantFrom('{"_placeholder":true,"num":0}', '{"_placeholder":true,"num":-1}') },
);

const deep = fc
  .tuple(
    fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{"__proto__":', '}']),
    fc.constantFrom(31, 33, 1000, 8000, 20_000),
  )
  .map(([[open = '', close = ''], depth]) => `${open.repeat(depth)}0${close.repeat(depth)}`);

const tree = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 6 })
    .map((fields) => `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
}));

/** Any JSON, as text. */
export const jsonText = fc.oneof({ weight: 8, arbitrary: tree.value }, { weight: 1, arbitrary: deep });

/** A message as the contract has it, but for a field or two: changed, added, said twice or left out. */
export function messageText(message: Record<string, string>): fc.Arbitrary<string> {
  const names = Object.keys(message);
  const anyName = names.length > 0 ? fc.oneof(fc.constantFrom(...names), key) : key;
  const change = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(anyName, jsonText) },
    { weight: 1, arbitrary: fc.tuple(anyName, fc.constant(null)) },
  );
  return fc.array(change, { maxLength: 2 }).map((changes) => {
    const dropped = new Set(changes.filter(([, text]) => text === null).map(([name]) => name));
    const kept = Object.entries(message).filter(([name]) => !dropped.has(name));
    const fields = [...kept, ...changes.filter((field): field is [string, string] => field[1] !== null)];
    return `{${fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
  });
}

/** Text that was JSON before something happened to it. */
export const brokenJson = fc.oneof(
  fc.tuple(jsonText, fc.nat()).map(([text, at]) => text.slice(0, at % Math.max(1, text.length))),
  fc.tuple(jsonText, fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })).map(([text, more]) => text + more),
  fc.constantFrom('{', '[', '"', 'nul', '{]', '\ufeff{}', 'undefined', 'NaN', "{'a':1}", '[1,]', '/**/{}'),
);
