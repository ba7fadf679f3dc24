// What is said to whoever asks while the database cannot serve.
import { Refusal } from '@parley/protocol';
import { Lost } from './postgres-errors.ts';

/** Nothing of it was carried out. */
export function notStored(cause: unknown): Refusal {
  return new Refusal('unavailable', 'The database cannot be reached: nothing was stored, try again.', { cause });
}

/** It may have been carried out: the connection was lost between the request to commit and the answer. */
export function perhapsStored(cause: unknown): Refusal {
  const message =
    'The database was lost while it stored this: it may be stored or not. Try again; what has the same messageId or secret is not stored twice.';
  return new Refusal('unavailable', message, { cause });
}

export function unavailable(error: unknown): Refusal {
  return error instanceof Lost && error.doubtful ? perhapsStored(error) : notStored(error);
}

/** Turned away at the door: so much waits that it would not be carried out in time. */
export function tooMuch(what: string): Refusal {
  return notStored(new Error(what));
}
