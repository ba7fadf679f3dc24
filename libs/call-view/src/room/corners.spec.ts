import { type Corner, cornerAfter, isCorner, nearestCorner } from './corners.ts';

describe('a dragged picture', () => {
  const room = { width: 1000, height: 600 };

  it.each([
    [{ x: 10, y: 10 }, 'top-left'],
    [{ x: 990, y: 10 }, 'top-right'],
    [{ x: 499, y: 301 }, 'bottom-left'],
    [{ x: 500, y: 300 }, 'bottom-right'],
    [{ x: 2000, y: -50 }, 'top-right'],
  ])('dropped at %j rests at the %s', (point, corner) => {
    expect(nearestCorner(point, room)).toBe(corner);
  });
});

describe('an arrow key', () => {
  it.each<[Corner, string, Corner]>([
    ['bottom-right', 'ArrowUp', 'top-right'],
    ['bottom-right', 'ArrowLeft', 'bottom-left'],
    ['top-left', 'ArrowDown', 'bottom-left'],
    ['top-left', 'ArrowRight', 'top-right'],
    ['top-left', 'ArrowUp', 'top-left'],
    ['top-left', 'Enter', 'top-left'],
  ])('moves the picture from %s by %s to %s', (from, key, to) => {
    expect(cornerAfter(from, key)).toBe(to);
  });
});

it('knows a kept corner from anything else that storage may hold', () => {
  expect(isCorner('top-left')).toBe(true);
  expect(isCorner('middle')).toBe(false);
  expect(isCorner(null)).toBe(false);
});
