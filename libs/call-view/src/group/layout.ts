// Where the pictures of a call stand in the room. Pure: a size and how many there are in, rectangles out.
import type { Rect, Size } from '../parts/geometry.ts';
import { type Arrangement, fillsRoom, type Shown } from '../room/shown.ts';

/** The picture of most cameras. A tile is never wider. */
const WIDE = 16 / 9;
/** How upright a tile may grow to fill the height it would leave empty; a wide picture loses a quarter of its width. */
const UPRIGHT = 4 / 3;
const GAP = 8;

/** From this width to height on, faces stand beside a shared screen, else below it. */
const BESIDE_FROM = 1.2;
const BESIDE = { share: 0.2, atLeast: 128, atMost: 240 };
/** Of the room's height, for a screen with faces below it; a screen is seldom more upright than 3:2. */
const BELOW = { share: 0.6, ratio: 3 / 2 };

/** One fills the room; several stand in a grid; a shared screen takes the stage, with everyone beside or below it. */
export function arrange(shown: Shown, room: Rect): Arrangement {
  const { people, screens } = shown;
  if (fillsRoom(shown)) return { fills: true, people: [room], screens: [] };
  if (screens === 0) return { fills: false, people: gridOf(people, room), screens: [] };
  const [stage, side] = divide(room);
  return { fills: false, people: gridOf(people, side), screens: splitEvenly(screens, stage) };
}

/** Tiles in the columns and rows that show most of 16:9 pictures; every row stands in the middle. */
export function gridOf(count: number, room: Rect): Rect[] {
  const columns = bestColumns(count, room);
  const rows = Math.ceil(count / columns);
  const { width, height } = tileOf(columns, rows, room);
  const top = room.y + (room.height - rows * height - (rows - 1) * GAP) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = room.x + (room.width - inRow * width - (inRow - 1) * GAP) / 2;
    return {
      x: left + (index - row * columns) * (width + GAP),
      y: top + row * (height + GAP),
      width,
      height,
    };
  });
}

function bestColumns(count: number, room: Size): number {
  let best = { columns: 1, area: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const { width, height } = tileOf(columns, Math.ceil(count / columns), room);
    if (width * height > best.area) best = { columns, area: width * height };
  }
  return best.columns;
}

/** The largest tile that so many columns and rows leave room for. */
function tileOf(columns: number, rows: number, room: Size): Size {
  const widest = Math.max(0, (room.width - (columns - 1) * GAP) / columns);
  const highest = Math.max(0, (room.height - (rows - 1) * GAP) / rows);
  const width = Math.min(widest, highest * WIDE);
  return { width, height: Math.min(highest, width / UPRIGHT) };
}

/** The stage for screens, and the side for faces. */
function divide(room: Rect): [Rect, Rect] {
  const { x, y, width, height } = room;
  if (width >= height * BESIDE_FROM) {
    const side = Math.min(BESIDE.atMost, Math.max(BESIDE.atLeast, width * BESIDE.share));
    const stage = { x, y, width: width - side - GAP, height };
    return [stage, { x: x + stage.width + GAP, y, width: side, height }];
  }
  const stage = { x, y, width, height: Math.min(height * BELOW.share, width / BELOW.ratio) };
  return [stage, { x, y: y + stage.height + GAP, width, height: height - stage.height - GAP }];
}

/** Screens share the stage along its longer side: each is shown whole in its part. */
function splitEvenly(count: number, { x, y, width, height }: Rect): Rect[] {
  const along = width >= height;
  const part = ((along ? width : height) - (count - 1) * GAP) / count;
  return Array.from({ length: count }, (_, index) => {
    const offset = index * (part + GAP);
    return along ? { x: x + offset, y, width: part, height } : { x, y: y + offset, width, height: part };
  });
}
