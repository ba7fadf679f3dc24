// What an operation came to, at either door.
import type { WireError } from '@parley/protocol';

export type Outcome<Taken> = { ok: true; answer: Taken } | { ok: false; error: WireError };

/** What was taken. @throws Error on a refusal */
export function taken<Taken>(outcome: Outcome<Taken>): Taken {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.error)}`);
  return outcome.answer;
}
