import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { digestOf } from '../../testing/digest-of.ts';
import { DIGEST_BLOCK, RunningDigest } from './running-digest.ts';

const content = Uint8Array.from({ length: 3 * DIGEST_BLOCK }, (_, index) => (index * 31) % 251);

afterEach(() => void jest.restoreAllMocks());

describe.each([
  ['by WebCrypto', (): void => undefined],
  // As on insecure pages.
  ['without WebCrypto', (): void => void jest.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as never)],
])('the digest %s', (_name, prepare) => {
  test.each([0, 1, DIGEST_BLOCK - 1, DIGEST_BLOCK, DIGEST_BLOCK + 1, 3 * DIGEST_BLOCK])(
    'of %i bytes',
    async (length) => {
      prepare();
      const digest = new RunningDigest();
      await digest.update(content.subarray(0, length));
      expect(digest.position).toBe(length);
      expect(await digest.digest()).toBe(digestOf(content.subarray(0, length)));
    },
  );
});

test('of pieces is that of the whole, and can be asked for on the way', async () => {
  const digest = new RunningDigest();
  for (const [from, to] of [
    [0, 10],
    [10, DIGEST_BLOCK - 1],
    [DIGEST_BLOCK - 1, 2 * DIGEST_BLOCK + 5],
    [2 * DIGEST_BLOCK + 5, content.length],
  ] as const) {
    await digest.update(content.subarray(from, to));
    expect(await digest.digest()).toBe(digestOf(content.subarray(0, to)));
  }
});

test('of other content is another one, wherever it differs', async () => {
  const digests = new Set([digestOf(content)]);
  for (const position of [0, DIGEST_BLOCK, content.length - 1]) {
    const digest = new RunningDigest();
    const other = content.slice();
    other[position]! += 1;
    await digest.update(other);
    digests.add(await digest.digest());
  }
  expect(digests.size).toBe(4);
});

test('of no bytes is the SHA-256 of nothing', async () => {
  expect(await new RunningDigest().digest()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
