// What every command is given: the transaction it runs in, and the time.
import { randomUUID } from 'node:crypto';
import type { Sql } from '../schema.ts';

export interface CommandContext {
  db: Sql;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The id of a signal that the server itself sends. */
export const serverMessageId = (): string => randomUUID();
