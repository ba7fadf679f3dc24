// Who comes past the doors of a call: those whom its moderators put out, its lock, its lobby and its password. In this order,
// so that nobody is asked for a password whom it would not let in.
import type { Refusal } from '@parley/protocol';
import { refusals } from './refusals.ts';

/** What the doors see of somebody who has no seat here. */
export interface Entering {
  /** Somebody of the same identity was removed from the call. */
  removed: boolean;
  /** It has the owner's secret, or an API key. */
  trusted: boolean;
  locked: boolean;
  lobby: boolean;
  /** A moderator let it in from the lobby: by that it is past everything, should there be no lobby any more too. */
  admitted: boolean;
  /** `none`: the call has none. */
  password: 'none' | 'missing' | 'wrong' | 'right';
}

/** Why somebody does not come in, if so. */
export function refuseEntry({ removed, trusted, locked, lobby, admitted, password }: Entering): Refusal | undefined {
  if (removed) return refusals.removed();
  if (trusted || admitted) return undefined;
  if (locked) return refusals.locked();
  if (lobby) return refusals.admissionRequired();
  if (password === 'missing') return refusals.passwordRequired();
  return password === 'wrong' ? refusals.wrongPassword() : undefined;
}
