// The reads of a batch see one state of the database. Runs inside the reader's thread.
import type { DatabaseSync } from 'node:sqlite';
import { Refusal } from '@parley/protocol';
import { READS } from '../sql/reads/index.ts';
import type { Sql } from '../sql/schema.ts';
import type { ReadMessage, ReadOutcome, ReadReply } from './messages.ts';
import { failure, refused } from './outcomes.ts';
import { isUnavailable } from './sqlite-errors.ts';

type Handler = (db: Sql, ...args: unknown[]) => Promise<unknown>;

export class BatchReader {
  private readonly database: DatabaseSync;
  private readonly db: Sql;

  constructor(database: DatabaseSync, db: Sql) {
    this.database = database;
    this.db = db;
  }

  async run(messages: readonly ReadMessage[]): Promise<ReadReply> {
    try {
      this.endTransaction();
      this.database.exec('begin');
      const outcomes: ReadOutcome[] = [];
      for (const message of messages) outcomes.push(await this.read(message));
      this.endTransaction();
      return { outcomes };
    } catch (error) {
      return { unavailable: failure(error) };
    }
  }

  /** Also what an earlier batch left behind when the database failed it. */
  private endTransaction(): void {
    if (this.database.isTransaction) this.database.exec('rollback');
  }

  private async read({ read, args }: ReadMessage): Promise<ReadOutcome> {
    try {
      return { found: await (READS[read] as Handler)(this.db, ...args) };
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return error instanceof Refusal ? refused(error) : { failed: failure(error) };
    }
  }
}
