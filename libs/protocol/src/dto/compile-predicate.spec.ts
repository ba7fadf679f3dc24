import 'reflect-metadata';
import {
  anything,
  assert,
  constant,
  constantFrom,
  dictionary,
  oneof,
  property,
  record,
  string,
  tuple,
} from 'fast-check';
import { LIMITS } from '../limits.ts';
import { explain } from './check.ts';
import { compilePredicate } from './compile-predicate.ts';
import * as messages from './index.ts';
import { type Dto, fieldsOf } from './shape.ts';

const isDto = (exported: unknown): exported is Dto => typeof exported === 'function' && exported.name.endsWith('Dto');
const dtos = Object.entries(messages).flatMap(([name, exported]): [string, Dto][] =>
  isDto(exported) ? [[name, exported]] : [],
);

// What any field of any message might be sent: what is right for some, at and past the limits, and plain nonsense.
const value = oneof(
  { weight: 4, arbitrary: constantFrom('offer', 'answer', 'candidate', 'waiting', 'ended', 'hangup') },
  { weight: 4, arbitrary: constantFrom<unknown>(undefined, null, true, false, 0, 1, 2, 30, 100, 101, -1, 0.5) },
  {
    weight: 4,
    arbitrary: constantFrom('', 'm1', 'v=0', 'v=0\r\n', 'a'.repeat(22), 'a'.repeat(129), 'a\0', '\ud800'),
  },
  constantFrom(...Object.values(LIMITS).map((limit) => 'x'.repeat(Math.min(limit, 300)))),
  string({ unit: 'binary', maxLength: 250 }),
  record({ type: constantFrom('offer', 'answer'), sdp: constantFrom('v=0', 'x') }, { requiredKeys: [] }),
  record(
    {
      candidate: constantFrom('', 'candidate:1'),
      sdpMid: constantFrom(null, '0'),
      sdpMLineIndex: constantFrom(null, 0, 65_536),
      odd: constant(1),
    },
    { requiredKeys: ['candidate'] },
  ),
  anything(),
);

const bodyFor = (Dto: Dto) => {
  const names = [...fieldsOf(Dto).keys()];
  const known = record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
  const unknown = dictionary(string(), value, { maxKeys: 1 });
  return oneof(
    { weight: 6, arbitrary: known },
    tuple(known, unknown).map(([some, more]) => Object.assign({}, some, more)),
    value,
  );
};

describe('the predicate compiled from a message’s class', () => {
  it.each(dtos)('agrees with class-validator on every %s', (_name, Dto) => {
    const accepts = compilePredicate(Dto);
    assert(
      property(bodyFor(Dto), (body) => {
        expect(accepts(body)).toBe(explain(Dto, body).length === 0);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['OfferDto', messages.OfferDto, { messageId: 'm', description: { type: 'offer', sdp: 'v=0' } }],
    ['JoinDto', messages.JoinDto, { callId: 'c', secret: 's'.repeat(22), after: 0, displayName: null, token: 't' }],
    ['CreateCallDto', messages.CreateCallDto, { name: 'n', maxParticipants: 2, metadata: { a: 1 }, listed: false }],
  ] as [string, Dto, unknown][])('accepts a good %s, so that agreeing is more than refusing', (_name, Dto, body) => {
    expect(compilePredicate(Dto)(body)).toBe(true);
  });
});
