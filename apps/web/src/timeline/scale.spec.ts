import { closer, fittingPixels, FOLD_WIDTH, scaleOf } from './scale.ts';

describe('the scale of a timeline', () => {
  it('puts moments in proportion', () => {
    const scale = scaleOf([1000, 2000, 4000], 40);
    const [first, second, third] = [1000, 2000, 4000].map((at) => scale.x(at));
    expect([second! - first!, third! - second!]).toEqual([40, 80]);
    expect(scale.width).toBeGreaterThan(third!);
    expect(scale.folds).toEqual([]);
  });

  it('folds a stretch in which nothing happened, however long it was', () => {
    for (const hours of [1, 30]) {
      const later = hours * 3_600_000;
      const scale = scaleOf([0, 1000, later, later + 1000], 40);
      expect(scale.folds).toEqual([{ x: scale.x(1000), hides: later - 1000 }]);
      expect(scale.x(later) - scale.x(1000)).toBe(FOLD_WIDTH);
      expect(scale.x(later + 1000) - scale.x(later)).toBe(40);
    }
  });

  it('keeps what lies outside at its edges, and the order of all that lies within', () => {
    const scale = scaleOf([5000, 6000, 90_000], 40);
    expect([scale.x(0), scale.x(1e9)]).toEqual([scale.x(5000), scale.x(90_000)]);
    const places = [5000, 5500, 6000, 40_000, 80_000, 90_000].map((at) => scale.x(at));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('marks round times since the beginning, apart from each other and outside of folds', () => {
    const scale = scaleOf([10_300, 12_000, 15_000, 18_000, 600_000, 603_000], 40);
    expect(scale.marks.map(({ at }) => at)).toEqual(expect.arrayContaining([0, 2000, 4000]));
    const fold = scale.folds[0]!;
    for (const { x, at } of scale.marks) {
      expect(at % 2000).toBe(0);
      expect(x <= fold.x || x >= fold.x + FOLD_WIDTH).toBe(true);
    }
    const distances = scale.marks.slice(1).map(({ x }, index) => x - scale.marks[index]!.x);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(36);
  });

  it('fills the room that there is, and more if things would pile up', () => {
    const times = [0, 1000, 5000, 60_000, 61_000];
    expect(scaleOf(times, fittingPixels(times, 1000)).width).toBeCloseTo(1000);
    expect(scaleOf(times, fittingPixels(times, 50)).width).toBeGreaterThan(50);
    expect(fittingPixels([5], 1000)).toBe(fittingPixels([], 1000));
  });

  it('is looked at closer step by step, up to the milliseconds', () => {
    expect(closer(10, 0)).toBe(10);
    expect(closer(10, 2)).toBeCloseTo(62.5);
    expect(closer(10, 50)).toBe(closer(10, 51));
  });

  it('draws nothing of nothing', () => {
    const scale = scaleOf([], 40);
    expect([scale.marks, scale.folds]).toEqual([[], []]);
    expect(scale.x(5)).toBeGreaterThan(0);
  });
});
