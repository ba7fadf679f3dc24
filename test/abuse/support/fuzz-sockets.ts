// Inputs that come through an open socket: frames, packets of Engine.IO and Socket.IO, events.
import * as fc from 'fast-check';
import { badUtf8, bytesUpTo, type FuzzInput, type Known, messages, METHODS, utf8 } from './fuzz-input.ts';
import { brokenJson, jsonText, messageText } from './json-text.ts';

const engineFrame = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', '0', '1', '2', '3', '4', '5', '6', '7', '2probe', '3probe', 'b', 'bAAAA', '4'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '40',
      '40{',
      '40[]',
      '40{"protocol":2}',
      '40{"__proto__":{}}',
      '40null',
      '400',
      '41',
      '41,',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '40/admin,',
      '40/__proto__,',
      '41/x,',
      '42/x,["join",{}]',
      '42/,[]',
      '40/?a=1,{}',
      `40/${'n'.repeat(5000)},`,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '42',
      '42[]',
      '42{}',
      '42null',
      '42["disconnect"]',
      '42["error",1]',
      '42[1]',
      '42[null]',
      '42[["join"]]',
      '43',
      '430[]',
      '43999[1]',
      '44',
      '44{"message":"x"}',
      '49[]',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '45',
      '451-',
      '45-["a"]',
      '451-["join",{"_placeholder":true,"num":0}]',
      '4599-["a"]',
      '451e9-["a"]',
      '461-1[]',
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('42', '40', '421', '43', '44', '451-'), fc.oneof(jsonText, brokenJson))
      .map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: bytesUpTo(60) },
  { weight: 1, arbitrary: fc.constantFrom(262_144, 300_000).map((size) => `42["join","${'x'.repeat(size)}"]`) },
);

/** Some of them on one connection. */
export const frames: fc.Arbitrary<FuzzInput> = fc.record({
  kind: fc.constant('frames' as const),
  joined: fc.boolean(),
  frames: fc.array(engineFrame, { minLength: 1, maxLength: 6 }),
});

/** Events of the contract, events of the server's own, and none at all. */
const EVENTS = [
  'join',
  'offer',
  'answer',
  'candidate',
  'hangup',
  'received',
  'sync',
  'watch',
  'unwatch',
  'closing',
  'call-changed',
  'call-ended',
  'participant-joined',
  'ice-servers',
  '__proto__',
  'constructor',
  '',
];

export function events(known: Known): fc.Arbitrary<FuzzInput> {
  const { join, offer, answer, candidate, hangup, received, sync, nothing } = messages(known);
  const named = fc.constantFrom(
    ...Object.entries({ join, offer, answer, candidate, hangup, received, sync, watch: nothing, unwatch: nothing }),
  );
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...EVENTS).map((event) => JSON.stringify(event)) },
    { weight: 1, arbitrary: fc.constantFrom('0', '-1', '1.5') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }).map((event) => JSON.stringify(event)) },
  );
  const ours = named.chain(([event, message]) =>
    messageText(message).map((payload) => ({ packet: `4277["${event}",${payload}]`, attachments: [] })),
  );
  const any = fc
    .tuple(name, fc.array(fc.oneof(jsonText, messageText(join)), { maxLength: 3 }))
    .map(([event, payloads]) => ({ packet: `4277[${[event, ...payloads].join(',')}]`, attachments: [] }));
  const binary = fc
    .tuple(name, fc.array(bytesUpTo(40), { minLength: 1, maxLength: 3 }))
    .map(([event, attachments]) => ({
      packet: `45${attachments.length}-77[${event},${attachments.map((_, num) => `{"_placeholder":true,"num":${num}}`).join(',')}]`,
      attachments,
    }));
  const inside = fc.tuple(named, bytesUpTo(40)).map(([[event, message], attachment]) => {
    const fields = Object.keys(message).map((field) => `"${field}":{"_placeholder":true,"num":0}`);
    return { packet: `451-77["${event}",{${fields.join(',')}}]`, attachments: [attachment] };
  });
  return fc
    .tuple(fc.oneof({ weight: 6, arbitrary: ours }, { weight: 3, arbitrary: any }, binary, inside), fc.boolean())
    .map(([{ packet, attachments }, seated]) => ({ kind: 'event', seated, packet, attachments }));
}

/** Frames as RFC 6455 has them and as it does not: bits, opcodes, masks and lengths by chance. */
export const upgraded: fc.Arbitrary<FuzzInput> = fc
  .oneof(
    bytesUpTo(120),
    fc
      .tuple(
        fc.constantFrom(0x81, 0x82, 0x80, 0x01, 0x88, 0x89, 0x8a, 0xc1, 0xf1, 0x83, 0x8f, 0x09),
        fc.constantFrom(
          [0x80],
          [0x84],
          [0x04],
          [0xfe, 0xff, 0xff],
          [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
          [0xff, 0, 0, 0, 0, 0, 4, 0, 1],
        ),
        bytesUpTo(40),
      )
      .map(([first, length, rest]) => Uint8Array.from([first, ...length, ...rest])),
    // A text frame, masked with zeros, that is no UTF-8.
    badUtf8.map((bad) => Uint8Array.from([0x81, 0x80 + bad.length, 0, 0, 0, 0, ...bad])),
  )
  .map((bytes) => ({ kind: 'upgraded', bytes }));

/** Bodies of the polling transport, which holds many packets in one. */
export const poll: fc.Arbitrary<FuzzInput> = fc.record({
  kind: fc.constant('poll' as const),
  method: fc.constantFrom('POST', 'POST', 'POST', 'POST', ...METHODS.filter((method) => method !== 'GET')),
  body: fc.oneof(
    fc
      .array(engineFrame, { maxLength: 5 })
      .map((all) => utf8(all.filter((one) => typeof one === 'string').join('\x1e'))),
    bytesUpTo(100),
    fc.constantFrom('40\x1e40\x1e40', '\x1e\x1e\x1e', '1', '40\x1e42["x"]\x1e41').map(utf8),
    fc.constant(new Uint8Array(262_145).fill(0x33)),
  ),
});
