// What SQLite's result codes mean here (https://sqlite.org/rescode.html).

/** Primary result codes that tell of a mistake of ours, not of the database's condition. */
const MISTAKES = new Set([
  1, // SQLITE_ERROR
  18, // SQLITE_TOOBIG
  19, // SQLITE_CONSTRAINT
  20, // SQLITE_MISMATCH
  21, // SQLITE_MISUSE
  25, // SQLITE_RANGE
]);

/** SQLITE_BUSY and SQLITE_LOCKED: somebody else holds it. */
export const isLockedOut = (error: unknown): boolean => [5, 6].includes(primaryCode(error));

/** SQLITE_CANTOPEN, SQLITE_READONLY and SQLITE_PERM: the folder or the file may not be written. */
export const isUnwritable = (error: unknown): boolean => [3, 8, 14].includes(primaryCode(error));

/** SQLITE_FULL: no room for another byte. */
export const isFull = (error: unknown): boolean => primaryCode(error) === 13;

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
export const isUnreadable = (error: unknown): boolean => [11, 26].includes(primaryCode(error));

/** Whether the database cannot serve now (full, read-only, locked, torn …): the same command may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const code = primaryCode(error);
  return code > 0 && !MISTAKES.has(code);
}

/** The low byte of an error's result code; 0 when it is none of SQLite's. */
function primaryCode(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return 0;
  if (typeof error.errcode !== 'number') return 0;
  return error.errcode & 0xff;
}
