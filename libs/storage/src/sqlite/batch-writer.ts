// One batch, one transaction, one commit: what is answered is on the disk. Runs inside the writer's thread.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Refusal } from '@parley/protocol';
import { COMMANDS } from '../sql/commands/index.ts';
import type { CommandContext } from '../sql/commands/context.ts';
import type { Sql } from '../sql/schema.ts';
import type { Committed } from '../ports/call-store.ts';
import type { AppendMessage, CommandMessage, CommandOutcome, WriteBatch, WriteReply } from './messages.ts';
import { failure, refused } from './outcomes.ts';
import { SignalAppender } from './signal-appender.ts';
import { isUnavailable } from './sqlite-errors.ts';

type Handler = (context: CommandContext, ...args: unknown[]) => Promise<Committed<unknown>>;

/** A file has one server. */
const SOLE_SERVER = 0;

const CONFIRM = `
  update seats set confirmed = min(?1, last_seq)
  where number = ?2 and epoch = ?3 and confirmed < min(?1, last_seq)`;

export class BatchWriter {
  private readonly database: DatabaseSync;
  private readonly db: Sql;
  private readonly appender: SignalAppender;
  private readonly confirm: StatementSync;

  constructor(database: DatabaseSync, db: Sql) {
    this.database = database;
    this.db = db;
    this.appender = new SignalAppender(database);
    this.confirm = database.prepare(CONFIRM);
  }

  /** Carries the batch out, whole or not at all; a refused command is no part of it. */
  async run(batch: WriteBatch): Promise<WriteReply> {
    try {
      return await this.transaction(batch, Date.now());
    } catch (error) {
      return { unavailable: failure(error) };
    }
  }

  private async transaction({ commands, confirmations }: WriteBatch, now: number): Promise<WriteReply> {
    // What an earlier batch left behind, had its rollback failed too.
    this.rollback();
    try {
      this.database.exec('begin immediate');
      for (const [seat, epoch, seq] of confirmations) this.confirm.run(seq, seat, epoch);
      const outcomes: CommandOutcome[] = [];
      for (const command of commands) {
        outcomes.push(Array.isArray(command) ? this.append(command, now) : await this.isolated(command, now));
      }
      this.database.exec('commit');
      return { now, outcomes };
    } finally {
      this.rollback();
    }
  }

  private append(message: AppendMessage, now: number): CommandOutcome {
    try {
      return this.appender.append(message, now);
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  }

  /** In a savepoint, so that a mistake in one command takes no other along. */
  private async isolated({ command, args }: CommandMessage, now: number): Promise<CommandOutcome> {
    const handler = COMMANDS[command] as Handler;
    this.database.exec('savepoint command');
    try {
      const done = await handler({ db: this.db, engine: 'sqlite', now, server: SOLE_SERVER }, ...args);
      this.database.exec('release command');
      return { done };
    } catch (error) {
      if (isUnavailable(error)) throw error;
      this.database.exec('rollback to command');
      this.database.exec('release command');
      return error instanceof Refusal ? refused(error) : { failed: failure(error) };
    }
  }

  /** After a commit, or when SQLite rolled back by itself (https://sqlite.org/lang_transaction.html), there is nothing to do. */
  private rollback(): void {
    if (this.database.isTransaction) this.database.exec('rollback');
  }
}
