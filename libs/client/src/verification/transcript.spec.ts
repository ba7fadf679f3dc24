import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { assert, asyncProperty, record, string, uint8Array } from 'fast-check';
import { authenticationBytes, commitmentOf, type Side } from './transcript.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const filled = (byte: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(byte);

const ada: Side = { seat: 'ada', fingerprints: 'sha-256 AA:AA', nonce: filled(1) };
const grace: Side = { seat: 'grace', fingerprints: 'sha-256 BB:BB', nonce: filled(2) };

/** The document's bytes, written once more by hand: each field after its length in two bytes. */
function byHand(...fields: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const field of fields) {
    const content = Buffer.from(field);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(content.length);
    hash.update(length).update(content);
  }
  return hash.digest('hex');
}

test('the bytes are those that the document says', async () => {
  expect(hex(await commitmentOf('call', ada))).toBe(
    byHand('Parley verification 1 commitment', 'call', 'ada', ada.nonce),
  );
  expect(hex(await authenticationBytes('call', grace, ada))).toBe(
    byHand(
      'Parley verification 1 short authentication string',
      'call',
      'ada',
      'sha-256 AA:AA',
      ada.nonce,
      'grace',
      'sha-256 BB:BB',
      grace.nonce,
    ),
  );
});

test('the same for everybody who implements it: the document’s example', async () => {
  expect(hex(await commitmentOf('call', ada))).toBe('77819ff9c2b11405c51dab2dbced6a24c6bed7d8b80cdcf1bf7a8cc68b62f29c');
  expect(hex(await authenticationBytes('call', ada, grace))).toBe(
    '8cb973570c18304902ecee9c7eff44c935a8013cfc5eaebfbdcc39f37c5a0803',
  );
});

const side = record({
  seat: string({ minLength: 1, maxLength: 12 }),
  fingerprints: string({ maxLength: 40 }),
  nonce: uint8Array({ minLength: 32, maxLength: 32 }),
});

test('it does not matter which side computes it', async () => {
  await assert(
    asyncProperty(string(), side, side, async (call, one, other) => {
      const [a, b] = [one, other] as [Side, Side];
      if (a.seat !== b.seat) {
        expect(hex(await authenticationBytes(call, a, b))).toBe(hex(await authenticationBytes(call, b, a)));
      }
    }),
  );
});

test('nobody but equal inputs gives equal bytes', async () => {
  const inputs = record({ call: string({ maxLength: 4 }), one: side, other: side });
  const key = ({ call, one, other }: { call: string; one: object; other: object }): string => {
    const sides = [JSON.stringify(one), JSON.stringify(other)];
    sides.sort();
    return JSON.stringify([call, ...sides]);
  };
  const seen = new Map<string, string>();
  await assert(
    asyncProperty(inputs, async (input) => {
      const { call, one, other } = input;
      const bytes = hex(await authenticationBytes(call, one, other));
      expect(seen.get(bytes) ?? key(input)).toBe(key(input));
      seen.set(bytes, key(input));
    }),
    { numRuns: 500 },
  );
});

test('fields that run into each other are other fields', async () => {
  const shifted = { ...ada, seat: 'adas', fingerprints: 'ha-256 AA:AA' };
  expect(hex(await authenticationBytes('call', shifted, grace))).not.toBe(
    hex(await authenticationBytes('call', ada, grace)),
  );
});
