import { Lanes } from './lanes.ts';

it('so many run at a time, the others in their order, whatever becomes of them', async () => {
  const lanes = new Lanes(2, 2);
  const begun: number[] = [];
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const runs = ends.map(({ promise }, index) =>
    lanes.run(() => {
      begun.push(index);
      return promise;
    }),
  );
  expect(begun).toEqual([0, 1]);
  expect(lanes.areIdle).toBe(false);
  expect(lanes.areFull).toBe(true);
  ends[1]?.reject(new Error('failed'));
  await expect(runs[1]).rejects.toThrow('failed');
  expect(begun).toEqual([0, 1, 2]);
  expect(lanes.areFull).toBe(false);
  for (const { resolve } of ends) resolve();
  await Promise.all([runs[0], runs[2], runs[3]]);
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(lanes.areIdle).toBe(true);
});
