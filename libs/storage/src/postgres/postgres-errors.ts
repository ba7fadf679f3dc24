// What goes wrong with PostgreSQL, sorted by what is to be done (https://www.postgresql.org/docs/current/errcodes-appendix.html).

/** Somebody else was quicker, or a statement was prepared before the tables changed: the same transaction again will do. */
const PASSING = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '0A000', // feature_not_supported: "cached plan must not change result type"
]);

/** SQLSTATE classes, and single codes, that tell of the database's condition and not of a mistake of ours. */
const CONDITIONS = ['08', '53', '57', '58', 'XX', '40', '55P03', '25P03', '25006', '0A000', '28', '3D000'];

/** Such as ECONNRESET, EPIPE (https://nodejs.org/api/errors.html#nodejs-error-codes). */
const SYSTEM_CODE = /^E[A-Z]{3,}$/;

/** The five characters of an error of PostgreSQL's; undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  const code = codeOf(error);
  return code !== undefined && /^[\dA-Z]{5}$/.test(code) && !SYSTEM_CODE.test(code) ? code : undefined;
}

/** The database refuses connections that it had taken: it stops or starts (57P01 to 57P03). */
export function isAway(error: unknown): boolean {
  return sqlState(error)?.startsWith('57P0') ?? false;
}

/** The connection broke. pg has no class for it: its own words, and the codes of Node's errors. */
export function isBroken(error: unknown): boolean {
  if (SYSTEM_CODE.test(codeOf(error) ?? '')) return true;
  if (typeof error !== 'object' || error === null || !('message' in error)) return false;
  return /^(Connection terminated|Client has encountered a connection error|Client was closed)/.test(
    String(error.message),
  );
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Nothing of it was committed, and it is worth another try at once. */
export function isPassing(error: unknown): boolean {
  return PASSING.has(sqlState(error) ?? '');
}

/** Two servers stored the same at once: it is there now, and the next try will see it. */
export const isTwice = (error: unknown): boolean => sqlState(error) === '23505';

/** Whether the database cannot serve now (away, starting, stopping, full, too slow …): the same command may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Lost) return true;
  const state = sqlState(error);
  return state !== undefined && CONDITIONS.some((condition) => state.startsWith(condition));
}

/** A transaction of which nothing is missing but the answer to its commit. */
export interface Sealed {
  /** Its number (xid8), and the age of the database in which it is unique. */
  transaction: string;
  age: string;
  /** What it came to, should it have been committed. */
  result: unknown;
}

/** The connection could not be made, or was lost. */
export class Lost extends Error {
  override readonly name = 'Lost';

  /** Whether it may have been committed even so: that had been asked for by then. */
  readonly doubtful: boolean;
  /** What was asked for, if the transaction's number is known: by it the database says later what came of it. */
  readonly sealed: Sealed | undefined;

  constructor(cause: unknown, doubtful: boolean, sealed?: Sealed) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.doubtful = doubtful;
    this.sealed = sealed;
  }
}
