// Opens a SQLite file as storage: a writer's and a reader's thread, so that the disk never stalls the event loop.
import type { Commit } from '../ports/commit.ts';
import type { Storage } from '../ports/storage.ts';
import type { ReadMessage, ReadReply, WriteBatch, WriteReply } from './messages.ts';
import { SqliteCallReader } from './sqlite-call-reader.ts';
import { SqliteCallStore } from './sqlite-call-store.ts';
import { WorkerLink } from './worker-link.ts';

export interface SqliteStorageOptions {
  /** The database file; it and its folder are made if missing. */
  path: string;
  /** Milliseconds for which a lock that another program holds on the file is waited for. */
  busyTimeout?: number;
  /** Is told of every batch. */
  committed?: (commit: Commit) => void;
}

const BUSY_TIMEOUT = 2000;

/**
 * Opens the file, brings its tables up to date and holds it until `store.close()`.
 * @throws StorageError when it is in use, torn, another program's, or cannot be written
 */
export async function openSqliteStorage({
  path,
  busyTimeout = BUSY_TIMEOUT,
  committed,
}: SqliteStorageOptions): Promise<Storage> {
  const writer = new WorkerLink<WriteBatch, WriteReply>('writer.worker');
  const readerWorker = new WorkerLink<ReadMessage[], ReadReply>('reader.worker');
  try {
    const file = await writer.open({ path, busyTimeout });
    await readerWorker.open({ path: file, busyTimeout });
  } catch (error) {
    await Promise.all([writer.close(), readerWorker.close()]);
    throw error;
  }
  const store = new SqliteCallStore(writer, committed);
  return { store, reader: new SqliteCallReader(readerWorker, store) };
}
