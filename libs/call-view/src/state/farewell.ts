// How a call ended, as the end screen tells it, or as trouble when the person did not mean it to. Pure.
import type { CallEndReason } from '@parley/client';
import type { Reason } from './reason.ts';
import type { TroubleKind } from './trouble.ts';

/** What the end screen shows. */
export interface Farewell {
  title: string;
  /** Milliseconds from the second participant's coming to the end; null when nobody came. */
  lasted: number | null;
  /** What was wrong when it ended; null when nothing was. */
  reason: Reason | null;
  /** The call that is over, to call again under the same name, for as many. */
  callId: string;
  name: string | null;
  maxParticipants: number;
}

const TITLES: Readonly<Record<Exclude<CallEndReason, 'removed' | 'replaced' | 'lost'>, string>> = {
  hangup: 'The other side hung up',
  ended: 'The call was ended by its owner',
  deleted: 'The call was ended by its owner',
  abandoned: 'The connection was lost for too long',
  expired: 'The call was empty for too long',
};

/** The title of the end screen, or the kind of trouble that is shown instead. */
export function endingOf(reason: CallEndReason, hungUpHere: boolean): { title: string } | { trouble: TroubleKind } {
  if (hungUpHere) return { title: reason === 'ended' ? 'You ended the call' : 'You hung up' };
  switch (reason) {
    case 'removed':
    case 'replaced':
    case 'lost':
      return { trouble: reason };
    default:
      return { title: TITLES[reason] };
  }
}

/** Milliseconds between two RFC 3339 times; null without a start. A call whose end is not known yet ended `now`. */
export function lastedFor(startedAt: string | null, endedAt: string | null, now: number): number | null {
  if (startedAt === null) return null;
  const end = endedAt === null ? now : Date.parse(endedAt);
  return Math.max(0, end - Date.parse(startedAt));
}
