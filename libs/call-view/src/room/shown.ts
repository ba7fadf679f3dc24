// What a room is to show, and where each picture of it stands. Pure.
import type { Rect } from '../parts/geometry.ts';

/** People (oneself, if one has a tile) and shared screens. */
export interface Shown {
  people: number;
  screens: number;
}

export interface Arrangement {
  /** Whether one picture has the whole room, edge to edge; else the pictures leave the furniture its place. */
  fills: boolean;
  people: Rect[];
  screens: Rect[];
}

/** Whether one picture has the whole room. */
export const fillsRoom = ({ people, screens }: Shown): boolean => people === 1 && screens === 0;
