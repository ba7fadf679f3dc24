// The commands of one call in one transaction, under the call's lock.
import { Refusal } from '@parley/protocol';
import type { PoolClient, QueryResult } from 'pg';
import type { Committed } from '../ports/call-store.ts';
import type { CommandContext } from '../sql/commands/context.ts';
import { sqlOver } from './client-dialect.ts';
import { type CallKey, lockOf } from './locks.ts';
import { AGE, type Commits } from './pool.ts';
import type { Sealed } from './postgres-errors.ts';

export type Command = (context: CommandContext) => Promise<Committed<unknown>>;

/** What a command answered, or the refusal it ended in. */
export type CommandOutcome = { done: Committed<unknown> } | { refused: Refusal };

export interface CallCommands {
  /** The number of the server that gives them. */
  server: number;
  /** Whose lock is held; null for what takes its own, or needs none. */
  call: CallKey | null;
  commands: readonly Command[];
}

type Name = Pick<Sealed, 'transaction' | 'age'>;

export async function runCommands(
  client: PoolClient,
  commits: Commits,
  { server, call, commands }: CallCommands,
): Promise<CommandOutcome[]> {
  // Sent together with the first command's first statement; should one of them fail, that one does.
  const begun = Promise.all([
    client.query(`begin; select pg_current_xact_id()::text as transaction, ${AGE} as age`),
    call !== null && client.query(lockOf(call)),
  ]);
  begun.catch(() => {});
  const context: CommandContext = { db: sqlOver(client), engine: 'postgres', now: Date.now(), server };
  const outcomes: CommandOutcome[] = [];
  try {
    for (const command of commands) outcomes.push(await outcomeOf(command(context)));
  } catch (error) {
    // What went wrong first is the cause of what went wrong later.
    await begun;
    throw error;
  }
  commits({ ...nameOf(await begun), result: outcomes });
  await client.query('commit');
  return outcomes;
}

/** Of two statements in one query each has an answer, which pg's types do not say. */
function nameOf([answers]: readonly [unknown, unknown]): Name {
  const [, { rows }] = answers as [unknown, QueryResult<Name>];
  const [name] = rows;
  if (!name) throw new Error('A transaction was left without a number.');
  return name;
}

/** A refusal is thrown before anything was written: it takes nothing along. */
async function outcomeOf(command: Promise<Committed<unknown>>): Promise<CommandOutcome> {
  try {
    return { done: await command };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error };
    throw error;
  }
}
