// What every command is given: the transaction it runs in, and the time.
import { randomUUID } from 'node:crypto';
import type { Engine } from '../../migrations/migration.ts';
import type { Sql } from '../schema.ts';

export interface CommandContext {
  db: Sql;
  engine: Engine;
  /** Milliseconds since the epoch. */
  now: number;
  /** The number of the server that gives the command. */
  server: number;
}

/** The id of a signal that the server itself sends. */
export const serverMessageId = (): string => randomUUID();
