// Where the own picture may rest: the four corners of the room. Pure.
import type { Point, Size } from '../parts/geometry.ts';

export const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
export type Corner = (typeof CORNERS)[number];

export const isCorner = (value: unknown): value is Corner => CORNERS.some((corner) => corner === value);

/** The corner whose quarter of the room holds the point. */
export function nearestCorner(point: Point, room: Size): Corner {
  const vertical = point.y < room.height / 2 ? 'top' : 'bottom';
  const horizontal = point.x < room.width / 2 ? 'left' : 'right';
  return `${vertical}-${horizontal}`;
}

/** Where an arrow key leads from a corner; the same corner when it leads nowhere. */
export function cornerAfter(corner: Corner, key: string): Corner {
  const vertical = corner.startsWith('top') ? 'top' : 'bottom';
  const horizontal = corner.endsWith('left') ? 'left' : 'right';
  switch (key) {
    case 'ArrowUp':
      return `top-${horizontal}`;
    case 'ArrowDown':
      return `bottom-${horizontal}`;
    case 'ArrowLeft':
      return `${vertical}-left`;
    case 'ArrowRight':
      return `${vertical}-right`;
    default:
      return corner;
  }
}
