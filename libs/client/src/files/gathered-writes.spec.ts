import { beforeEach, expect, jest, test } from '@jest/globals';
import { GatheredWrites } from './gathered-writes.ts';

const KIB = 1024;
let written: number[][] = [];
let writes: GatheredWrites;

beforeEach(() => {
  jest.useFakeTimers();
  written = [];
  writes = new GatheredWrites((chunks) => written.push(chunks.map(({ length }) => length)));
});

const add = (...lengths: number[]): void => lengths.forEach((length) => writes.add(new Uint8Array(length)));

test('chunks are written together once they are worth it', () => {
  add(...Array.from({ length: 9 }, () => 64 * KIB));
  expect(written).toEqual([Array.from({ length: 8 }, () => 64 * KIB)]);
});

test('what comes slowly does not wait for more than a moment', () => {
  add(1, 2);
  expect(written).toEqual([]);
  jest.advanceTimersByTime(50);
  expect(written).toEqual([[1, 2]]);
  add(3);
  jest.advanceTimersByTime(50);
  expect(written).toEqual([[1, 2], [3]]);
});

test('what is flushed is written at once, and only once', () => {
  add(1);
  writes.flush();
  writes.flush();
  jest.runAllTimers();
  expect(written).toEqual([[1]]);
});

test('what is dropped is never written', () => {
  add(1);
  writes.drop();
  writes.flush();
  jest.runAllTimers();
  expect(written).toEqual([]);
});
