// Refusals and failures on their way through a worker's port, which copies no classes.
import { Refusal } from '@parley/protocol';
import type { CommandOutcome, ReadOutcome, RefusedMessage } from './messages.ts';

export function refused({ code, message, errors, retryAfter }: Refusal): RefusedMessage {
  return { refused: { code, message, errors, retryAfter } };
}

/** What went wrong, with where. */
export function failure(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What a promise is rejected with, on the other side. */
export function errorOf(outcome: CommandOutcome | ReadOutcome): Error {
  if (typeof outcome !== 'object' || !('refused' in outcome)) {
    const cause = typeof outcome === 'object' && 'failed' in outcome ? outcome.failed : 'an answer of another shape';
    return new Error('The store made a mistake.', { cause: new Error(cause) });
  }
  const { code, message, errors, retryAfter } = outcome.refused;
  return new Refusal(code, message, {
    ...(errors && { errors }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

export function unavailable(why: string): Refusal {
  const message = 'The database cannot be reached: nothing was stored, try again.';
  return new Refusal('unavailable', message, { cause: new Error(why) });
}
