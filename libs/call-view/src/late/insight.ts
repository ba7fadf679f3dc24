// How the connections are, and why they are not: it comes once one is in a call.
import { late } from '../state/late.ts';
import { latePart } from './late-part.tsx';

const insight = late(() => import('../room/insight/index.ts'));

/** Null until it is here. */
export const insightParts = insight.parts;
export const fetchInsight = insight.fetch;
export const FiguresList = latePart(insight, (parts) => parts.FiguresList);
export const PersonQuality = latePart(insight, (parts) => parts.PersonQuality);
export const RoomQuality = latePart(insight, (parts) => parts.RoomQuality);
