import { arrange, gridOf } from './layout.ts';
import type { Rect } from '../parts/geometry.ts';
import type { Arrangement, Shown } from '../room/shown.ts';

const at = (width: number, height: number): Rect => ({ x: 16, y: 60, width, height });
const laptop = at(1248, 656);
const wall = at(2528, 1296);
const phone = at(366, 690);
const phoneOnItsSide = at(812, 340);

/** Columns by rows, as one would say it. */
function shape(tiles: readonly Rect[]): string {
  const rows = Map.groupBy(tiles, ({ y }) => Math.round(y));
  return [...rows.values()].map((row) => row.length).join('+');
}

describe('a grid', () => {
  it.each([
    ['two on a laptop stand side by side', 2, laptop, '2'],
    ['three on a laptop', 3, laptop, '2+1'],
    ['four on a laptop', 4, laptop, '2+2'],
    ['five on a laptop', 5, laptop, '3+2'],
    ['six on a laptop', 6, laptop, '3+3'],
    ['seven on a laptop', 7, laptop, '3+3+1'],
    ['eight on a laptop', 8, laptop, '3+3+2'],
    ['six on a large screen', 6, wall, '3+3'],
    ['two on a phone stand one above the other', 2, phone, '1+1'],
    ['three on a phone', 3, phone, '1+1+1'],
    ['four on a phone', 4, phone, '1+1+1+1'],
    ['five on a phone', 5, phone, '1+1+1+1+1'],
    ['six on a phone', 6, phone, '2+2+2'],
    ['eight on a phone', 8, phone, '2+2+2+2'],
    ['three on a phone on its side', 3, phoneOnItsSide, '3'],
    ['eight on a phone on its side', 8, phoneOnItsSide, '4+4'],
  ])('%s', (_, count, room, expected) => {
    expect(shape(gridOf(count, room))).toBe(expected);
  });

  it('lets a tile grow upright to 4:3, and never wider than 16:9', () => {
    const [upright] = gridOf(2, laptop);
    expect(upright!.width / upright!.height).toBeCloseTo(4 / 3);
    const [wide] = gridOf(2, at(366, 300));
    expect(wide!.width / wide!.height).toBeCloseTo(16 / 9);
  });

  it('puts a last row that is not full in the middle', () => {
    const tiles = gridOf(3, laptop);
    const last = tiles[2]!;
    expect(last.x + last.width / 2).toBeCloseTo(laptop.x + laptop.width / 2);
  });
});

describe('every arrangement', () => {
  const rooms = [laptop, wall, phone, phoneOnItsSide, at(200, 200), at(0, 0)];
  const shown: Shown[] = [];
  for (let people = 1; people <= 8; people += 1) {
    for (let screens = 0; screens <= 2; screens += 1) shown.push({ people, screens });
  }
  const all = rooms.flatMap((room) => shown.map((what): [Shown, Rect] => [what, room]));

  it.each(all)('%j in %j: as many tiles as asked for, all in the room, none over another', (what, room) => {
    const { people, screens } = arrange(what, room);
    expect([people.length, screens.length]).toEqual([what.people, what.screens]);
    const tiles = [...people, ...screens];
    if (room.width === 0) return;
    for (const tile of tiles) expect(inside(tile, room)).toBe(true);
    for (const [index, tile] of tiles.entries()) {
      for (const other of tiles.slice(index + 1)) expect(overlap(tile, other)).toBe(false);
    }
  });
});

describe('a shared screen', () => {
  it.each<[string, Rect, (arrangement: Arrangement) => boolean]>([
    ['has the faces beside it on a laptop', laptop, ({ screens, people }) => people[0]!.x > screens[0]!.x],
    ['has the faces below it on a phone', phone, ({ screens, people }) => people[0]!.y > screens[0]!.y],
    ['is the largest', laptop, ({ screens, people }) => screens[0]!.width > 3 * people[0]!.width],
  ])('%s', (_, room, holds) => {
    expect(holds(arrange({ people: 3, screens: 1 }, room))).toBe(true);
  });
});

it('lets one other fill the room', () => {
  expect(arrange({ people: 1, screens: 0 }, laptop)).toEqual({ fills: true, people: [laptop], screens: [] });
});

const SLACK = 0.01;

function inside(tile: Rect, room: Rect): boolean {
  return (
    tile.x >= room.x - SLACK &&
    tile.y >= room.y - SLACK &&
    tile.x + tile.width <= room.x + room.width + SLACK &&
    tile.y + tile.height <= room.y + room.height + SLACK
  );
}

function overlap(one: Rect, other: Rect): boolean {
  const apart =
    one.x + one.width <= other.x + SLACK ||
    other.x + other.width <= one.x + SLACK ||
    one.y + one.height <= other.y + SLACK ||
    other.y + other.height <= one.y + SLACK;
  return !apart;
}
