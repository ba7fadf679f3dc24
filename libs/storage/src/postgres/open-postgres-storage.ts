// Opens a PostgreSQL database as storage.
import { randomInt } from 'node:crypto';
import type { Commit } from '../ports/commit.ts';
import type { CommittedChange } from '../ports/committed-change.ts';
import type { Storage } from '../ports/storage.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { connectionOptions } from './connection-options.ts';
import { Pool } from './pool.ts';
import { PostgresCallReader } from './postgres-call-reader.ts';
import { PostgresCallStore } from './postgres-call-store.ts';

export interface PostgresStorageOptions {
  /** postgres://user:password@host:5432/database, with libpq's `sslmode`, `sslrootcert`, `sslcert`, `sslkey` as parameters. */
  url: string;
  /** Connections that this server opens at most, from {@link LEAST_CONNECTIONS}. */
  connections?: number;
  /** Is told of every batch. */
  committed?: (commit: Commit) => void;
  /** Is told what was committed after whoever asked for it had been told that nobody knows. */
  late?: (changes: CommittedChange[]) => void;
  /** Is told that something may have been committed of which nobody will know: what stands is to be looked at. */
  missed?: () => void;
}

/** One each for signals, for other commands, for what goes through many calls, and for reading. */
export const LEAST_CONNECTIONS = 4;
/** PostgreSQL takes 100 unless it is told otherwise: enough for ten servers. */
export const USUAL_CONNECTIONS = 8;

/**
 * Connects and brings the tables up to date. Any number of servers may share a database, and start at once.
 * @throws StorageError when it cannot be reached or used
 */
export async function openPostgresStorage(options: PostgresStorageOptions): Promise<Storage> {
  const { url, connections = USUAL_CONNECTIONS, committed, late = () => {}, missed = () => {} } = options;
  const config = connectionOptions(url);
  await bringUpToDate(url);
  const reading = Math.max(1, Math.floor((connections * 3) / 8));
  const writing = connections - reading;
  // Of any number of starts no two are the same server.
  const server = randomInt(1, 2 ** 47);
  const [writers, readers] = [new Pool(config, writing), new Pool(config, reading)];
  const store = new PostgresCallStore({
    pool: writers,
    server,
    connections: writing,
    committed,
    late,
    missed,
  });
  return {
    store,
    reader: new PostgresCallReader(readers, store),
    connections: () => ({ writing: writers.connections, reading: readers.connections }),
  };
}
