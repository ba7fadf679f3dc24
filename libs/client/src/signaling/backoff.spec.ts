import { expect, test } from '@jest/globals';
import { backoff } from './backoff.ts';

test('waits grow from half a second to ten, and have no end', () => {
  expect([0, 1, 2, 3, 4, 5, 500].map((attempt) => backoff(attempt, 0, 0))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ]);
});

test('a random half is taken off', () => {
  expect(backoff(2, 0, 0.5)).toBe(1_500);
  expect(backoff(2, 0, 1)).toBe(1_000);
});

test('what the server asks for is waited in full, and those whom it refused together come back apart', () => {
  expect(backoff(0, 30, 0)).toBe(30_500);
  expect(backoff(0, 30, 1)).toBe(30_250);
});
