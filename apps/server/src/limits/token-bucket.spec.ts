import { TokenBucket } from './token-bucket.ts';

let now = 0;

function bucketAtZero(): TokenBucket {
  now = 0;
  return new TokenBucket({ burst: 3, perSecond: 2 }, () => now);
}

it('gives its burst at once and then says how long to wait, in seconds', () => {
  const bucket = bucketAtZero();
  expect([1, 2, 3].map(() => bucket.take(1))).toEqual([0, 0, 0]);
  expect(bucket.take(1)).toBe(0.5);
});

it('who waits that long is given it, and a refusal has cost nothing', () => {
  const bucket = bucketAtZero();
  expect(bucket.take(3)).toBe(0);
  expect(bucket.take(2)).toBe(1);
  now = 999;
  expect(bucket.take(2)).toBeCloseTo(0.0005);
  now = 1000;
  expect(bucket.take(2)).toBe(0);
});

it('fills up to its burst and no further', () => {
  const bucket = bucketAtZero();
  bucket.take(3);
  now = 1499;
  expect(bucket.isFull()).toBe(false);
  now = 1500;
  expect(bucket.isFull()).toBe(true);
  now = 60_000;
  expect(bucket.take(4)).toBe(0.5);
});

it('can be overdrawn: what was taken too much has to flow in first', () => {
  const bucket = bucketAtZero();
  expect(bucket.overdraw(5)).toBe(1);
  expect(bucket.overdraw(0)).toBe(1);
  now = 1000;
  expect(bucket.take(1)).toBe(0.5);
  now = 1500;
  expect(bucket.take(1)).toBe(0);
});

it('goes by real time where no clock is given', () => {
  const bucket = new TokenBucket({ burst: 1, perSecond: 1e-6 });
  expect(bucket.take(1)).toBe(0);
  expect(bucket.take(1)).toBeGreaterThan(900_000);
});
