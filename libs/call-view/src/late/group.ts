// How several pictures share the room: it comes with the second one.
import { late } from '../state/late.ts';
import { latePart } from './late-part.tsx';

const group = late(() => import('../group/index.ts'));

/** Null until it is here. */
export const groupParts = group.parts;
export const fetchGroup = group.fetch;
export const OwnTile = latePart(group, (parts) => parts.OwnTile);
export const ScreenTile = latePart(group, (parts) => parts.ScreenTile);
