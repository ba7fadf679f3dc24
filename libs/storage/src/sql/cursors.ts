// A list's place, as an opaque string: which list it is of, and the growing number after which it goes on.
import { refusals } from '@parley/call-rules';

export type ListName = 'calls' | 'participants' | 'signals';

/** @param owner the id of the call whose list it is; empty for the list of calls */
export function writeCursor(list: ListName, owner: string, number: number): string {
  return Buffer.from(JSON.stringify([list, owner, number])).toString('base64url');
}

/**
 * The number that the cursor holds.
 * @throws invalid-payload when it was not made by {@link writeCursor} for this very list
 */
export function readCursor(list: ListName, owner: string, cursor: string): number {
  const number = numberIn(cursor);
  if (!Number.isSafeInteger(number) || writeCursor(list, owner, number) !== cursor) throw refusals.foreignCursor();
  return number;
}

function numberIn(cursor: string): number {
  const digits = /,(\d+)\]$/.exec(Buffer.from(cursor, 'base64url').toString());
  return Number(digits?.[1] ?? Number.NaN);
}
