import { expect, test } from '@jest/globals';
import { digestOf } from '../../testing/digest-of.ts';
import { failureOf, FileWork } from './file-work.ts';

const content = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 251);

/** Jest takes seconds to compare as many elements. */
const same = (one: Uint8Array | undefined, other: Uint8Array): boolean => Buffer.from(other).equals(one ?? Buffer.of());

async function source(): Promise<FileWork> {
  const work = new FileWork();
  await work.carryOut({ do: 'source', file: 1, content: new Blob([content]) });
  return work;
}

test('a file that is read in order has its digest with the last byte', async () => {
  const work = await source();
  for (let position = 0; position < content.length; position += 1_000_000) {
    const { bytes } = await work.carryOut({ do: 'read', file: 1, position, length: 1_000_000 });
    expect(same(bytes, content.subarray(position, position + 1_000_000))).toBe(true);
  }
  expect(await work.carryOut({ do: 'digest', file: 1, position: content.length })).toEqual({
    digest: digestOf(content),
  });
});

test('one that is gone on with has the digest of what is there, and of all', async () => {
  const work = await source();
  const digest = digestOf(content.subarray(0, 2_500_000));
  expect(await work.carryOut({ do: 'digest', file: 1, position: 2_500_000 })).toEqual({ digest });
  await work.carryOut({ do: 'read', file: 1, position: 2_500_000, length: 500_000 });
  expect(await work.carryOut({ do: 'digest', file: 1, position: content.length })).toEqual({
    digest: digestOf(content),
  });
});

test('one that two read at their own pace has one digest, also of what both have passed', async () => {
  const work = await source();
  for (const position of [0, 1_000_000, 0, 2_000_000, 1_000_000]) {
    await work.carryOut({ do: 'read', file: 1, position, length: 1_000_000 });
  }
  expect(await work.carryOut({ do: 'digest', file: 1, position: content.length })).toEqual({
    digest: digestOf(content),
  });
  const digest = digestOf(content.subarray(0, 10));
  expect(await work.carryOut({ do: 'digest', file: 1, position: 10 })).toEqual({ digest });
});

test('a file that is shorter than it was is not readable', async () => {
  const work = await source();
  await expect(work.carryOut({ do: 'digest', file: 1, position: content.length + 1 })).rejects.toMatchObject({
    name: 'NotReadableError',
  });
});

test('what is received without a disk is a Blob of its type in the end', async () => {
  const work = new FileWork();
  expect(await work.carryOut({ do: 'open', file: 2, path: null, size: content.length })).toMatchObject({ position: 0 });
  for (let position = 0; position < content.length; position += 120_000) {
    const chunks = [content.slice(position, position + 60_000), content.slice(position + 60_000, position + 120_000)];
    await work.carryOut({ do: 'write', file: 2, chunks });
  }
  const open = await work.carryOut({ do: 'open', file: 2, path: null, size: content.length });
  expect(open).toEqual({ position: content.length, digest: digestOf(content) });
  const finished = await work.carryOut({ do: 'finish', file: 2, mediaType: 'image/png' });
  expect(finished.digest).toBe(digestOf(content));
  expect(finished.content?.type).toBe('image/png');
  expect(same(new Uint8Array((await finished.content?.arrayBuffer()) ?? []), content)).toBe(true);
});

test('without a browser there is no disk', async () => {
  expect(await new FileWork().carryOut({ do: 'probe', file: 0 })).toEqual({ disk: false });
});

test.each([
  [new DOMException('full', 'QuotaExceededError'), 'storage-full'],
  [new DOMException('gone', 'NotReadableError'), 'file-unreadable'],
  [new DOMException('gone', 'NotFoundError'), 'file-unreadable'],
  [new DOMException('held', 'NoModificationAllowedError'), 'storage-failed'],
  [new Error('else'), 'storage-failed'],
])('%s is %s', (error, failure) => {
  expect(failureOf(error)).toBe(failure);
});
