// The commands of one call in one transaction, under the call's lock.
import { Refusal } from '@parley/protocol';
import type { PoolClient } from 'pg';
import type { CommandContext } from '../sql/commands/context.ts';
import { sqlOver } from './client-dialect.ts';
import { type CallKey, lockOf } from './locks.ts';

export type Command = (context: CommandContext) => Promise<unknown>;

/** What a command answered, or the refusal it ended in. */
export type CommandOutcome = { done: unknown } | { refused: Refusal };

export interface CallCommands {
  /** The number of the server that gives them. */
  server: number;
  /** Whose lock is held; null for what takes its own, or needs none. */
  call: CallKey | null;
  commands: readonly Command[];
}

export async function runCommands(
  client: PoolClient,
  commits: () => void,
  { server, call, commands }: CallCommands,
): Promise<CommandOutcome[]> {
  // Sent together with the first command's first statement; should one of them fail, that one does.
  const begun = Promise.all([client.query('begin'), call !== null && client.query(lockOf(call))]);
  begun.catch(() => {});
  const context: CommandContext = { db: sqlOver(client), engine: 'postgres', now: Date.now(), server };
  const outcomes: CommandOutcome[] = [];
  for (const command of commands) outcomes.push(await outcomeOf(command(context)));
  await begun;
  commits();
  await client.query('commit');
  return outcomes;
}

/** A refusal is thrown before anything was written: it takes nothing along. */
async function outcomeOf(command: Promise<unknown>): Promise<CommandOutcome> {
  try {
    return { done: await command };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error };
    throw error;
  }
}
