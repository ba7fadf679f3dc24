import { fitOf } from './fit.ts';

describe('a picture in its place', () => {
  const laptop = { width: 1280, height: 800 };
  const phone = { width: 390, height: 844 };
  const wide = { width: 1280, height: 720 };
  const upright = { width: 720, height: 1280 };

  it.each([
    ['a wide picture fills a laptop', wide, laptop, 'cover'],
    ['an upright picture fills a phone', upright, phone, 'cover'],
    ['a wide picture is shown whole on a phone', wide, phone, 'contain'],
    ['an upright picture is shown whole on a laptop', upright, laptop, 'contain'],
    ['a square picture fills a laptop', { width: 500, height: 500 }, laptop, 'cover'],
    ['a picture that has not come yet fills', { width: 0, height: 0 }, laptop, 'cover'],
  ])('%s', (_, picture, place, fit) => {
    expect(fitOf(picture, place)).toBe(fit);
  });
});
