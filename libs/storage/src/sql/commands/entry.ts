// What the rules are to know of somebody who comes: of the call's doors, of the owner's secret, and of its identity.
import type { Entering, Joining } from '@parley/call-rules';
import type { TakeSeat } from '../../ports/call-store.ts';
import { isSameHash } from '../../same-hash.ts';
import type { LoadedCall } from '../call-rows.ts';
import { admittedKnock } from '../knock-rows.ts';
import type { Sql } from '../schema.ts';
import type { CallRow, SeatRow } from '../views.ts';

/** Somebody who comes, beside what it is given. */
export interface Comer extends Pick<Joining, 'entering' | 'falseOwner' | 'others' | 'duplicates'> {
  /** The other seats of its identity that have not left. */
  namesakes: SeatRow[];
  /** It named the owner's secret. */
  isOwner: boolean;
  /** What a moderator said that its identity may, as bits; undefined when none did. */
  permitted: number | undefined;
  /** The name under which it was let in from the lobby; undefined for one who was not. */
  knockedAs: string | null | undefined;
}

export async function comerOf(
  db: Sql,
  { row, present }: LoadedCall,
  command: TakeSeat,
  known: SeatRow | undefined,
): Promise<Comer> {
  const identity = known ? known.identity : command.identity;
  const namesakes =
    identity === null ? [] : present.filter((seat) => seat.identity === identity && seat.number !== known?.number);
  const knock =
    known || !isGuarded(row) ? undefined : await admittedKnock(db, row.number, command.secretHash, identity);
  const { ownerSecretHash } = command;
  const isOwner = ownerSecretHash !== undefined && isSameHash(row.owner_secret_hash, ownerSecretHash);
  return {
    namesakes,
    isOwner,
    permitted: identity === null || known ? undefined : await permittedTo(db, row.number, identity),
    knockedAs: knock?.display_name,
    falseOwner: ownerSecretHash !== undefined && !isOwner,
    others: namesakes.length,
    duplicates: command.duplicates,
    entering: {
      removed: identity !== null && (await wasRemoved(db, row.number, identity)),
      trusted: command.trusted || isOwner,
      locked: row.locked === 1,
      lobby: row.lobby === 1,
      admitted: knock !== undefined,
      password: passwordOf(row, command),
    },
  };
}

const isGuarded = (row: CallRow): boolean => row.locked === 1 || row.lobby === 1 || row.password_hash !== null;

/** Whether somebody of this identity was taken out of the call. */
export async function wasRemoved(db: Sql, callNumber: number, identity: string): Promise<boolean> {
  const seat = await db
    .selectFrom('seats')
    .select('number')
    .where('call_number', '=', callNumber)
    .where('identity', '=', identity)
    .where('removed', '=', 1)
    .limit(1)
    .executeTakeFirst();
  return seat !== undefined;
}

/** What a moderator said last that this identity may in the call. */
async function permittedTo(db: Sql, callNumber: number, identity: string): Promise<number | undefined> {
  const seat = await db
    .selectFrom('seats')
    .select('permissions')
    .where('call_number', '=', callNumber)
    .where('identity', '=', identity)
    .where('permitted', '=', 1)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return seat?.permissions;
}

/** A hash that was found to fit counts for as long as it is the call's: the password may have been changed meanwhile. */
export function passwordOf(
  { password_hash }: Pick<CallRow, 'password_hash'>,
  { password }: Pick<TakeSeat, 'password'>,
): Entering['password'] {
  if (password_hash === null) return 'none';
  if (password === null) return 'missing';
  return password.fits === password_hash ? 'right' : 'wrong';
}
