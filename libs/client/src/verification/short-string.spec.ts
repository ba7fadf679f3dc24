import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { assert, property, uint8Array } from 'fast-check';
import { EMOJI } from './emoji.ts';
import { shortString } from './short-string.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.padEnd(64, '0'), 'hex'));

test('the words are those of BIP-39, to the letter', () => {
  // https://github.com/bitcoin/bips/blob/master/bip-0039/english.txt
  const hash = createHash('sha256')
    .update(`${wordlist.join('\n')}\n`)
    .digest('hex');
  expect(hash).toBe('2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda');
});

test('64 emoji, each once, each with a name of its own', () => {
  expect([EMOJI.length, new Set(EMOJI.map(({ symbol }) => symbol)).size]).toEqual([64, 64]);
  expect(new Set(EMOJI.map(({ name }) => name)).size).toBe(64);
  expect([EMOJI[0], EMOJI[36], EMOJI[63]]).toEqual([
    { symbol: '🐶', name: 'Dog' },
    { symbol: '👍', name: 'Thumbs Up' },
    { symbol: '📌', name: 'Pin' },
  ]);
});

test('words are eleven bits each, emoji six, the highest bit first, from bytes of their own', () => {
  expect(shortString(bytes('00'))).toEqual({
    words: ['abandon', 'abandon', 'abandon', 'abandon'],
    emoji: Array.from({ length: 7 }, () => EMOJI[0]),
  });
  // 00000000001 00000000010 00000000011 11111111111 and four bits over; 000001 000010 … 000111 and six over.
  const { words, emoji } = shortString(bytes('00200801fff00420c41461c0'));
  expect(words).toEqual(['ability', 'able', 'about', 'zoo']);
  expect(emoji.map(({ name }) => name)).toEqual(['Cat', 'Lion', 'Horse', 'Unicorn', 'Pig', 'Elephant', 'Rabbit']);
});

test('every bit of the 44 and of the 42 counts, and no other', () => {
  const all = uint8Array({ minLength: 32, maxLength: 32 });
  assert(
    property(all, (digest) => {
      const before = shortString(digest);
      for (let bit = 0; bit < 256; bit += 1) {
        const changed = Uint8Array.from(digest);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
        const after = shortString(changed);
        expect(after.words.join() !== before.words.join()).toBe(bit < 44);
        expect(after.emoji.map(({ name }) => name).join() !== before.emoji.map(({ name }) => name).join()).toBe(
          bit >= 48 && bit < 90,
        );
      }
    }),
    { numRuns: 5 },
  );
});
