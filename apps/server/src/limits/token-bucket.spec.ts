import { TokenBucket } from './token-bucket.ts';

const budget = { burst: 3, perSecond: 2 };

it('gives its burst at once and then says how long to wait, in seconds', () => {
  const bucket = new TokenBucket(budget, 0);
  expect([1, 2, 3].map(() => bucket.take(1, 0))).toEqual([0, 0, 0]);
  expect(bucket.take(1, 0)).toBe(0.5);
});

it('who waits that long is given it, and a refusal has cost nothing', () => {
  const bucket = new TokenBucket(budget, 0);
  expect(bucket.take(3, 0)).toBe(0);
  expect(bucket.take(2, 0)).toBe(1);
  expect(bucket.take(2, 999)).toBeCloseTo(0.0005);
  expect(bucket.take(2, 1000)).toBe(0);
});

it('fills up to its burst and no further', () => {
  const bucket = new TokenBucket(budget, 0);
  bucket.take(3, 0);
  expect(bucket.isFull(1499)).toBe(false);
  expect(bucket.isFull(1500)).toBe(true);
  expect(bucket.take(4, 60_000)).toBe(0.5);
});

it('can be overdrawn: what was taken too much has to flow in first', () => {
  const bucket = new TokenBucket(budget, 0);
  expect(bucket.overdraw(5, 0)).toBe(1);
  expect(bucket.overdraw(0, 0)).toBe(1);
  expect(bucket.take(1, 1000)).toBe(0.5);
  expect(bucket.take(1, 1500)).toBe(0);
});
