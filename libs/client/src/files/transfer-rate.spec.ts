import { expect, test } from '@jest/globals';
import { beginRate, measureRate, timeLeft } from './transfer-rate.ts';

const MB = 1_000_000;

test('the first interval is the rate', () => {
  const state = measureRate(beginRate(0, 1000), MB, 2000);
  expect(state.rate).toBe(MB);
  expect(timeLeft(state, 5 * MB)).toBe(4);
});

test('until two positions are known there is no rate, and nobody can tell how long it takes', () => {
  const state = beginRate(500, 1000);
  expect(state.rate).toBeNull();
  expect(timeLeft(state, 1000)).toBeNull();
});

test('intervals shorter than 200 ms are put together', () => {
  const begun = beginRate(0, 0);
  const soon = measureRate(begun, MB, 199);
  expect(soon).toBe(begun);
  expect(measureRate(soon, MB, 500).rate).toBe(2 * MB);
});

test('what was earlier is forgotten over seconds, not at once', () => {
  let state = measureRate(beginRate(0, 0), MB, 1000);
  state = measureRate(state, MB, 2000);
  expect(state.rate).toBeGreaterThan(0.6 * MB);
  for (let second = 3; second < 20; second += 1) state = measureRate(state, MB, second * 1000);
  expect(state.rate).toBeLessThan(0.01 * MB);
});

test('what stands still has no time left that anybody could tell', () => {
  let state = measureRate(beginRate(0, 0), MB, 1000);
  for (let second = 2; second < 60; second += 1) state = measureRate(state, MB, second * 1000);
  expect(timeLeft(state, 2 * MB)).toBeNull();
});

test('what is whole takes no time', () => {
  expect(timeLeft(beginRate(0, 0), 0)).toBe(0);
});
