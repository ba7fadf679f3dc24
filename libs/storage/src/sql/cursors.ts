// A list's place, as an opaque string: which list it is of, and the growing numbers after which it goes on.
import { refusals } from '@parley/call-rules';
import type { Page } from '@parley/protocol';

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

/** A page of a list by number. @param rows one more than `limit` where the list goes on */
export function pageOf<Row extends { number: number }, Item>(
  list: ListName,
  owner: string,
  { rows, limit, view }: { rows: readonly Row[]; limit: number; view: (row: Row) => Item },
): Page<Item> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => view(row)),
    nextCursor: last && rows.length > limit ? writeCursor(list, owner, last.number) : null,
  };
}

function numbersIn(cursor: string, length: number): number[] {
  const digits = new RegExp(`((?:,\\d+){${length}})\\]$`).exec(Buffer.from(cursor, 'base64url').toString());
  return digits?.[1]?.slice(1).split(',').map(Number) ?? [Number.NaN];
}
