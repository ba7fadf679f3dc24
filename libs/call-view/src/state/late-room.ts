// The room comes after the page's start: fetched while there is time, so that it is there when someone comes.
import { late } from './late.ts';

export type RoomParts = typeof import('../room/index.ts');

const { parts, fetch } = late<RoomParts>(() => import('../room/index.ts'));

/** Null until it is here. */
export const room = parts;
export const fetchRoom = fetch;
