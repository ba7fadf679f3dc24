// What a migration is: a numbered step that runs once, in order, each in a transaction of its own.
import type { Kysely } from 'kysely';

/** The engines that the SQL is written for. */
export type Engine = 'sqlite' | 'postgres';

export interface Migration {
  /** The file's name: its number decides the order. */
  name: string;
  up: (db: Kysely<unknown>, engine: Engine) => Promise<void>;
}
