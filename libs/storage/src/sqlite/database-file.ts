// The database file: locked for one server, looked at before it is touched, opened. Runs inside the writer's thread.
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../storage-error.ts';
import { isFull, isLockedOut, isUnreadable, isUnwritable } from './sqlite-errors.ts';

/** "PRLY": by it a file is known as ours (https://sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x50524c59;

/** Up to here every page is checked before the file is used: about 0.1 s. A larger one is checked as it is read. */
const CHECKED_BYTES = 64 * 1024 * 1024;

/** The file that `path` names, its folder made if missing, so that one file has one name. @throws StorageError */
export function prepareFile(path: string): string {
  const full = resolve(path);
  const folder = dirname(full);
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(full)) return join(realpathSync(folder), basename(full));
    if (!statSync(full).isDirectory()) return realpathSync(full);
  } catch (error) {
    throw new StorageError(`The folder ${folder} cannot be made or read (${reasonOf(error)}).`, { cause: error });
  }
  throw new StorageError(`${full} is a folder: name a file in it.`);
}

/**
 * Takes the lock that lets one server use the file. The operating system holds it for as long as the connection
 * is open, and frees it when the process dies, however that happens.
 * @throws StorageError
 */
export function lockFile(file: string): DatabaseSync {
  const lock = describing(file, () => new DatabaseSync(`${file}.lock`));
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (!isLockedOut(error)) throw described(file, error);
    throw new StorageError(
      `${file} is in use by another Parley server: stop that one, or give this one its own file.`,
      {
        cause: error,
      },
    );
  }
}

/** Looks at the file without writing to it. @throws StorageError when it is torn, or not ours */
export function inspectFile(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return;
  describing(file, () => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const owner = database.prepare('pragma application_id').get()?.['application_id'];
      const empty = database.prepare('select count(*) as tables from sqlite_schema').get()?.['tables'] === 0;
      // One that a start was killed over before it made the first table is empty, and ours to fill.
      if (owner !== APPLICATION_ID && !(owner === 0 && empty)) {
        throw new StorageError(`${file} is the database of another program: give Parley a file of its own.`);
      }
      if (statSync(file).size > CHECKED_BYTES) return;
      const verdict = database.prepare('pragma quick_check(1)').get()?.['quick_check'];
      if (verdict !== 'ok') throw torn(file, String(verdict).replaceAll('\n', ' '));
    } finally {
      database.close();
    }
  });
}

/** Opens the file for its one writer: what a commit wrote survives the loss of power (WAL, FULL). @throws StorageError */
export function openForWriting(file: string, busyTimeout: number): DatabaseSync {
  return describing(file, () => {
    const database = new DatabaseSync(file, { timeout: busyTimeout, enableForeignKeyConstraints: false });
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    // Checkpoints have a thread of their own (checkpoints.ts).
    database.exec('pragma wal_autocheckpoint = 0');
    database.exec('pragma journal_size_limit = 67108864');
    database.exec('pragma temp_store = memory');
    // SQLite opens what it cannot write as read-only, begins a transaction even so, and says it only when one writes.
    database.exec('begin immediate');
    database.exec(`pragma application_id = ${APPLICATION_ID}`);
    database.exec('rollback');
    return database;
  });
}

/** Opens the file for moving into it what its log has gathered, beside its writer. */
export function openForCheckpoints(file: string, busyTimeout: number): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeout });
  database.exec('pragma synchronous = full');
  return database;
}

/** Opens the file for reading alone, beside its writer. */
export function openForReading(file: string, busyTimeout: number): DatabaseSync {
  return new DatabaseSync(file, { readOnly: true, timeout: busyTimeout });
}

/** Runs what opens the file; what SQLite throws is put into words. */
export function describing<Result>(file: string, open: () => Result): Result {
  try {
    return open();
  } catch (error) {
    throw described(file, error);
  }
}

export function described(file: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (isUnreadable(error)) return torn(file, reasonOf(error), error);
  if (isLockedOut(error)) {
    return new StorageError(`${file} is held by another program: close it there and start again.`, { cause: error });
  }
  if (isUnwritable(error)) {
    const hint = `${file} cannot be written (${reasonOf(error)}): check who owns its folder.`;
    return new StorageError(hint, { cause: error });
  }
  if (isFull(error))
    return new StorageError(`The disk of ${file} is full: make room and start again.`, { cause: error });
  return new StorageError(`${file} cannot be opened: ${reasonOf(error)}.`, { cause: error });
}

function torn(file: string, what: string, cause?: unknown): StorageError {
  const message = `${file} is torn or no SQLite database (${what}): put a backup in its place, or move it away.`;
  return new StorageError(message, { cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
