// The connection check comes when someone wants it.
import { late } from '@parley/call-view/state/late.ts';

const { parts, fetch } = late(() => import('../check/index.ts'));

/** Null until it is here. */
export const checkParts = parts;
export const fetchCheck = fetch;
