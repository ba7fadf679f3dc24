import { Remembered } from './remembered.ts';

let now: number;
let asked: number;
beforeEach(() => {
  now = 0;
  asked = 0;
});

/** Asking takes so many milliseconds; the answer is how often it was asked. */
const remembered = (takes: number) =>
  new Remembered(
    async () => {
      now += takes;
      asked += 1;
      return asked;
    },
    () => now,
  );

it('keeps an answer for five seconds', async () => {
  const count = remembered(1);
  expect(await count.value()).toBe(1);
  now += 4999;
  expect(await count.value()).toBe(1);
  now += 2;
  expect(await count.value()).toBe(2);
});

it('keeps what took long for longer: asking takes half a percent of the time at most', async () => {
  const count = remembered(1000);
  await count.value();
  now += 199_000;
  expect(await count.value()).toBe(1);
  now += 1001;
  expect(await count.value()).toBe(2);
});

it('asks once for all who want to know at the same time', async () => {
  const count = remembered(1);
  expect(await Promise.all([count.value(), count.value()])).toEqual([1, 1]);
});

it('has no answer while the asking fails or takes too long, and does not hold its reader up', async () => {
  const failing = new Remembered(
    () => Promise.reject(new Error('away')),
    () => now,
  );
  expect(await failing.value()).toBeNull();
  const hanging = new Remembered(
    () => new Promise<number>(() => {}),
    () => now,
    1,
  );
  expect(await hanging.value()).toBeNull();
});
