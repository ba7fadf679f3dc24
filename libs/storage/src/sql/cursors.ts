// A list's place, as an opaque string: which list it is of, and the growing numbers after which it goes on.
import { refusals } from '@parley/call-rules';

export type ListName = 'calls' | 'participants' | 'signals' | 'timeline' | 'knocks';

/** @param owner the id of the call whose list it is; empty for the list of calls */
export function writeCursor(list: ListName, owner: string, ...place: number[]): string {
  return Buffer.from(JSON.stringify([list, owner, ...place])).toString('base64url');
}

/**
 * The number that the cursor holds.
 * @throws invalid-payload when it was not made by {@link writeCursor} for this very list
 */
export function readCursor(list: ListName, owner: string, cursor: string): number {
  return readPlace(list, owner, cursor, 1)[0] ?? 0;
}

/** The same for a place of several numbers. */
export function readPlace(list: ListName, owner: string, cursor: string, length: number): number[] {
  const place = numbersIn(cursor, length);
  if (!place.every(Number.isSafeInteger) || writeCursor(list, owner, ...place) !== cursor)
    throw refusals.foreignCursor();
  return place;
}

function numbersIn(cursor: string, length: number): number[] {
  const digits = new RegExp(`((?:,\\d+){${length}})\\]$`).exec(Buffer.from(cursor, 'base64url').toString());
  return digits?.[1]?.slice(1).split(',').map(Number) ?? [Number.NaN];
}
