// Whatever changes a call, its seats or their mailboxes holds the call's row: servers take turns by call. Whoever needs several
// rows takes them in the order of their numbers, so that no two wait for each other. Numbers are given out under the lock, so
// that within a call they are committed in their order and no cursor skips one that came late.
import type { SeatHandle } from '../ports/stored.ts';

/** The parameter is a list of numbers; what it answers is of no use. */
export const LOCK_CALLS = {
  name: 'parley-lock-calls',
  text: `
    with locked as materialized (
      select 1 from calls where number = any($1::bigint[]) order by number for no key update
    )
    select count(*) from locked`,
};

const LOCK_BY_ID = { name: 'parley-lock-id', text: 'select 1 from calls where id = $1 for no key update' };
const LOCK_BY_NUMBER = { name: 'parley-lock-number', text: 'select 1 from calls where number = $1 for no key update' };

/** Which call a command is about: by the handle of one of its seats, or by its id. */
export type CallKey = Pick<SeatHandle, 'callNumber'> | string;

export function lockOf(call: CallKey): { name: string; text: string; values: unknown[] } {
  return typeof call === 'string'
    ? { ...LOCK_BY_ID, values: [call.replaceAll('\0', '\uFFFD')] }
    : { ...LOCK_BY_NUMBER, values: [call.callNumber] };
}
