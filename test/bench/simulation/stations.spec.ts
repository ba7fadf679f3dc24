import { describe, expect, it } from '@jest/globals';
import { Calendar } from './calendar.ts';
import { Random } from './random.ts';
import { Batches, Station } from './stations.ts';

interface Queue {
  places: number;
  perSecond: number;
  service: (random: Random) => number;
}

/** What so many that come by chance wait for: seconds from coming to being through. */
function sojourns({ places, perSecond, service }: Queue, count: number): { seconds: number[]; utilisation: number } {
  const calendar = new Calendar();
  const random = new Random(7);
  const station = new Station(calendar, places);
  const seconds: number[] = [];
  const come = (left: number): void => {
    const came = calendar.now;
    station.work(service(random), () => seconds.push(calendar.now - came));
    if (left > 1) calendar.after(random.exponential(1 / perSecond), () => come(left - 1));
  };
  come(count);
  calendar.runUntil((count / perSecond) * 1.05);
  return { seconds, utilisation: station.utilisation() * 1.05 };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? NaN;

const COUNT = 150_000;
/** How close so many come to the formula, as a share of it. */
const CLOSE = 0.05;
const near = (value: number, expected: number): void => {
  expect(Math.abs(value / expected - 1)).toBeLessThan(CLOSE);
};

describe('a station', () => {
  it('keeps those who come by chance, and take by chance, as long as M/M/1 says, on the whole and at p99', () => {
    const [perSecond, service] = [70, 0.01];
    const { seconds, utilisation } = sojourns({ places: 1, perSecond, service: (r) => r.exponential(service) }, COUNT);
    // The time in an M/M/1 queue is exponential, of mean 1 / (mu - lambda).
    const expected = 1 / (1 / service - perSecond);
    near(mean(seconds), expected);
    near(quantile(seconds, 0.99), expected * Math.log(100));
    near(utilisation, perSecond * service);
  });

  it('keeps those who all take the same as long as M/D/1 says (Pollaczek and Khinchine)', () => {
    const [perSecond, service] = [80, 0.01];
    const rho = perSecond * service;
    const { seconds } = sojourns({ places: 1, perSecond, service: () => service }, COUNT);
    near(mean(seconds), service + (rho * service) / (2 * (1 - rho)));
  });

  it('keeps those whom several serve as long as M/M/c says (Erlang’s C)', () => {
    const [places, perSecond, service] = [4, 320, 0.01];
    const offered = perSecond * service;
    const terms = Array.from({ length: places }, (_, k) => offered ** k / factorial(k));
    const last = (offered ** places / factorial(places)) * (places / (places - offered));
    const waits = last / (terms.reduce((sum, term) => sum + term, 0) + last);
    const { seconds } = sojourns({ places, perSecond, service: (r) => r.exponential(service) }, COUNT);
    near(mean(seconds), service + waits / (places / service - perSecond));
  });

  it('serves in the order of coming', () => {
    const calendar = new Calendar();
    const station = new Station(calendar, 1);
    const through: [number, number][] = [];
    for (const index of [0, 1, 2]) station.work(index + 1, () => through.push([index, calendar.now]));
    expect(station.queue).toBe(2);
    calendar.runUntil(10);
    expect(through).toEqual([
      [0, 1],
      [1, 3],
      [2, 6],
    ]);
    expect(station.utilisation()).toBeCloseTo(0.6);
  });
});

describe('batches', () => {
  it('take all that waited for the one before, up to the largest', () => {
    const calendar = new Calendar();
    const taken: (readonly number[])[] = [];
    const batches = new Batches<number>(3, (batch, done) => {
      taken.push(batch);
      calendar.after(1, done);
    });
    for (const item of [1, 2, 3, 4, 5]) batches.add(item);
    calendar.after(2.5, () => batches.add(6));
    calendar.runUntil(10);
    expect(taken).toEqual([[1], [2, 3, 4], [5], [6]]);
  });
});

function factorial(of: number): number {
  return of <= 1 ? 1 : of * factorial(of - 1);
}
