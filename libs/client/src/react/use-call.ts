// A call, as long as a component is there.
import type { Call as CallInfo } from '@parley/protocol';
import { useCallback, useMemo, useState } from 'react';
import type { CallError } from '../call-error.ts';
import type { CallEndReason } from '../call-events.ts';
import { callIdOf } from '../call-link.ts';
import type { CallState, SignalingState } from '../call-state.ts';
import type { Call } from '../call.ts';
import { Parley, type CreateOptions, type JoinOptions } from '../parley.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { CallHolder } from './call-holder.ts';
import { useReading } from './use-reading.ts';
import { useRelease } from './use-release.ts';

/** `idle` before a call, `entering` until the server has given a seat, then the call's own word. */
export type UseCallState = 'idle' | 'entering' | CallState;

/** What `useCall` answers. Its functions stay the same, and reject for no CallError: see `error`. */
export interface UseCall {
  /** All else that a call can do, and what the other entries take; null before there is one. An ended one stays. */
  readonly call: Call | null;
  /** How it stands, in one word. */
  readonly state: UseCallState;
  /** Everyone else in the call: hand each to a component with `useParticipant`. */
  readonly participants: readonly RemoteParticipant[];
  /** The call as the server last told it. */
  readonly info: CallInfo | null;
  /** Whether the server is there; null before a call. Its loss leaves the media alone. */
  readonly signaling: SignalingState | null;
  /** Why it ended; null while it goes on. */
  readonly endReason: CallEndReason | null;
  /** What went wrong last: it could not be entered, or something in it failed; null again with the next call. */
  readonly error: CallError | null;
  /** Makes a call and takes its first seat; null when that was refused, as `error` says. */
  readonly create: (options?: CreateOptions) => Promise<Call | null>;
  /** Joins a call by its id or link; null when that was refused, as `error` says. */
  readonly join: (idOrLink: string, options?: JoinOptions) => Promise<Call | null>;
  /** Leaves the call, or the attempt to enter it. Resolves when the server knows. */
  readonly hangUp: (reason?: string) => Promise<void>;
}

const FACTS = ['statechange', 'signalingchange', 'infochange', 'ended'];
const EVERYONE = ['participantjoined', 'participantleft', 'ended'];

/**
 * One call, which is hung up when the component goes; a call after it leaves the one before. To be asked again for the
 * call that it is in, or entering, changes nothing: so effects may join, StrictMode's as well.
 *
 * @param parley the same one in every render; default: the page's own origin
 * @example
 * const { state, participants, error, join, hangUp } = useCall(parley);
 * const { media, start } = useLocalMedia();
 * const enter = async () => (await start()) && join(link, { media });
 */
export function useCall(parley?: Parley): UseCall {
  const [holder] = useState(() => new CallHolder());
  useRelease(useCallback(() => holder.release(), [holder]));

  const actions = useMemo(() => {
    const server = (): Parley => parley ?? new Parley();
    return {
      create: (options?: CreateOptions) => holder.enter('', () => server().createCall(options)),
      join: (idOrLink: string, options?: JoinOptions) =>
        holder.enter(keyOf(idOrLink), () => server().joinCall(idOrLink, options)),
      hangUp: (reason?: string) => holder.hangUp(reason),
    };
  }, [holder, parley]);

  const { call, entering, error } = useReading(holder, ['change'], () => holder.held);
  const facts = useReading(call, FACTS, (from) => ({
    state: from?.state ?? null,
    info: from?.info ?? null,
    signaling: from?.signaling ?? null,
    endReason: from?.endReason ?? null,
  }));
  const participants = useReading(call, EVERYONE, (from) => [...(from?.participants.values() ?? [])]);
  const state = facts.state ?? (entering ? 'entering' : 'idle');
  return { call, ...facts, state, participants, error, ...actions };
}

/** What is no link is refused where it is joined. */
function keyOf(idOrLink: string): string {
  try {
    return callIdOf(idOrLink);
  } catch {
    return idOrLink;
  }
}
