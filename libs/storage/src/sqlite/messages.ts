// What the main thread and the two workers say to each other. Compact, for every value is copied on its way.
import type { ErrorCode, FieldError, SentSignalType } from '@parley/protocol';
import type { Committed } from '../ports/call-store.ts';
import type { COMMANDS } from '../sql/commands/index.ts';
import type { READS } from '../sql/reads/index.ts';
import type { AppendOutcome } from '../writing/appended.ts';

export interface OpenMessage {
  path: string;
  /** Milliseconds for which a lock of somebody else is waited for. */
  busyTimeout: number;
}

/** `stopped` is a reason in words: nothing was opened. */
export type OpenReply = { file: string } | { stopped: string };

export type AppendMessage = [
  sender: number,
  epoch: number,
  type: SentSignalType,
  to: string | null,
  messageId: string,
  connection: string,
  body: string,
];

type Arguments<Handler> = Handler extends (context: never, ...args: infer Rest) => unknown ? Rest : never;

export type CommandName = keyof typeof COMMANDS;
export type CommandArguments<Name extends CommandName> = Arguments<(typeof COMMANDS)[Name]>;
export type CommandMessage = { [Name in CommandName]: { command: Name; args: CommandArguments<Name> } }[CommandName];

/** A seat's mailbox, confirmed up to `seq` under `epoch`. */
export type ConfirmMessage = [seat: number, epoch: number, seq: number];

export interface WriteBatch {
  commands: (AppendMessage | CommandMessage)[];
  /** They were given before any of the commands. */
  confirmations: ConfirmMessage[];
}

export interface RefusedMessage {
  refused: { code: ErrorCode; message: string; errors?: FieldError[] | undefined; retryAfter?: number | undefined };
}

/** A mistake of ours; nobody else's command suffers. */
export interface FailedMessage {
  failed: string;
}

export type CommandOutcome = AppendOutcome | { done: Committed<unknown> } | RefusedMessage | FailedMessage;

/** `unavailable` is a reason in words: nothing of the batch was stored. */
export type WriteReply = { now: number; outcomes: CommandOutcome[] } | { unavailable: string };

export type ReadName = keyof typeof READS;
export type ReadArguments<Name extends ReadName> = Arguments<(typeof READS)[Name]>;
export type ReadMessage = { [Name in ReadName]: { read: Name; args: ReadArguments<Name> } }[ReadName];

export type ReadOutcome = { found: unknown } | RefusedMessage | FailedMessage;
export type ReadReply = { outcomes: ReadOutcome[] } | { unavailable: string };

export type CheckpointMessage = 'checkpoint';
/** `unavailable` is a reason in words: the log keeps what could not be moved. */
export type CheckpointReply = 'done' | { unavailable: string };

/** The answer of `pragma wal_checkpoint`: pages that the log holds, and those of them that are in the file already. */
export interface LogProgress {
  log: number;
  checkpointed: number;
}

/** The last message: the worker closes what it holds and ends. */
export type CloseMessage = 'close';
