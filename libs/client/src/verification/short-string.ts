// Bytes as what two people can compare: words to be read aloud, emoji to be looked at.
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { EMOJI, type Emoji } from './emoji.ts';

/** What both sides compare: the same there and here, unless somebody is between them. */
export interface ShortString {
  /** Four of the 2,048 English words of BIP-39: 44 bits. */
  readonly words: readonly string[];
  /** Seven of the 64 emoji of Matrix: 42 bits, others than those of the words. */
  readonly emoji: readonly Emoji[];
}

const WORDS = 4;
const WORD_BITS = 11;
const SYMBOLS = 7;
const SYMBOL_BITS = 6;
/** Words are taken from the first six bytes, emoji from the next six; what is left of each is not used. */
const BYTES = 6;

export function shortString(bytes: Uint8Array): ShortString {
  return {
    words: numbers(bytes.subarray(0, BYTES), WORDS, WORD_BITS).map((number) => wordlist[number] ?? ''),
    emoji: numbers(bytes.subarray(BYTES, 2 * BYTES), SYMBOLS, SYMBOL_BITS).flatMap((number) => EMOJI[number] ?? []),
  };
}

/** The first numbers of so many bits each, the highest bit first. */
function numbers(bytes: Uint8Array, count: number, bits: number): number[] {
  const all = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: count }, (_, index) => Number.parseInt(all.slice(index * bits, (index + 1) * bits), 2));
}
