// What goes wrong with PostgreSQL, sorted by what is to be done (https://www.postgresql.org/docs/current/errcodes-appendix.html).

/** Somebody else was quicker, or a statement was prepared before the tables changed: the same transaction again will do. */
const PASSING = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '0A000', // feature_not_supported: "cached plan must not change result type"
]);

/** SQLSTATE classes, and single codes, that tell of the database's condition and not of a mistake of ours. */
const CONDITIONS = ['08', '53', '57', '58', 'XX', '40', '55P03', '25P03', '25006', '0A000', '28', '3D000'];

/** The five characters of an error of PostgreSQL's; undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[\dA-Z]{5}$/.test(code) ? code : undefined;
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

/** The connection could not be made, or was lost. */
export class Lost extends Error {
  override readonly name = 'Lost';

  /** Whether it may have been committed even so: that had been asked for by then. */
  readonly doubtful: boolean;

  constructor(cause: unknown, doubtful: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.doubtful = doubtful;
  }
}
