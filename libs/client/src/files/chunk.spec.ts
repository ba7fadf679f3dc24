import { describe, expect, test } from '@jest/globals';
import { CHUNK_HEADER, ChunkFramer, chunkSize, readChunk } from './chunk.ts';

/** As the other side gets it. */
const sent = (number: number, position: number, bytes: Uint8Array): ArrayBuffer =>
  new ChunkFramer(number).frame(position, bytes).slice().buffer;

describe('a chunk', () => {
  test.each([0, 1, 65_536, 2 ** 32, 2 ** 40 + 1])('comes back as it was sent from position %i', (position) => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(readChunk(sent(4_000_000_000, position, bytes))).toEqual({ number: 4_000_000_000, position, bytes });
  });

  test('of a part of a block carries that part alone', () => {
    const block = Uint8Array.from({ length: 100 }, (_, index) => index);
    expect(readChunk(sent(1, 0, block.subarray(10, 12)))?.bytes).toEqual(Uint8Array.of(10, 11));
  });

  test('after a longer one has nothing of it', () => {
    const framer = new ChunkFramer(1);
    framer.frame(0, Uint8Array.of(1, 2, 3));
    expect(readChunk(framer.frame(3, Uint8Array.of(4)).slice().buffer)).toEqual({
      number: 1,
      position: 3,
      bytes: Uint8Array.of(4),
    });
  });

  test('without bytes, or shorter than its header, is none', () => {
    expect(readChunk(new ArrayBuffer(0))).toBeNull();
    expect(readChunk(new ArrayBuffer(CHUNK_HEADER))).toBeNull();
  });

  test('from a position beyond all files is none', () => {
    const message = sent(1, 0, Uint8Array.of(1));
    new DataView(message).setBigUint64(4, 2n ** 60n);
    expect(readChunk(message)).toBeNull();
  });
});

describe('the size of chunks', () => {
  const KIB = 1024;
  const rows: [name: string, maxMessageSize: number, rate: number | null, bytes: number][] = [
    ['is small while the rate is unknown', 256 * KIB, null, 16 * KIB],
    ['is small on a slow way', 256 * KIB, 10 * KIB, 16 * KIB],
    ['grows with the rate', 256 * KIB, 512 * KIB, 32 * KIB],
    ['is full from 1 MiB/s on', 256 * KIB, KIB * KIB, 64 * KIB],
    ['does not grow beyond', 256 * KIB, 100 * KIB * KIB, 64 * KIB],
    ['leaves room for the header where messages may have no more', 64 * KIB, 100 * KIB * KIB, 64 * KIB - CHUNK_HEADER],
    ['is smaller where a browser takes less', 8 * KIB, null, 8 * KIB - CHUNK_HEADER],
    ['knows 0 as no limit', 0, KIB * KIB, 64 * KIB],
    ['knows Infinity as no limit', Infinity, KIB * KIB, 64 * KIB],
  ];

  test.each(rows)('%s', (_name, maxMessageSize, rate, bytes) => {
    expect(chunkSize(maxMessageSize, rate)).toBe(bytes);
  });
});
