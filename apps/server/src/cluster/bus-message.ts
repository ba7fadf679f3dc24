// What one server tells the others of a commit, as text. A call that several changes carry goes once.
import type { CommittedChange, StoredCall } from '@parley/storage';
import type { MailboxState } from '../announcements/committed-changes.ts';
import type { MuteRequest } from '../announcements/mute-requests.ts';

/** The changes of one commit in one call, in their order. */
export interface ChangeGroup {
  changes: readonly CommittedChange[];
  /** The call after it, and its version; null for what does not tell of the call: signals alone. */
  state: { call: StoredCall; version: number } | null;
}

/**
 * `nudge`: whoever holds the seat is to look, for what its mailbox has may not have been told to it. `ask`: whoever holds it is
 * to be asked to mute something.
 */
export type BusMessage = { from: string } & (
  ({ kind: 'changes' } & ChangeGroup) | ({ kind: 'nudge' } & MailboxState) | { kind: 'ask'; request: MuteRequest }
);

export function groupOf(changes: readonly CommittedChange[]): ChangeGroup {
  for (const change of changes) {
    if (change.kind === 'call-changed' || change.kind === 'seat-taken') {
      return { changes, state: { call: change.call, version: change.version } };
    }
  }
  return { changes, state: null };
}

export function callIdOf(change: CommittedChange): string {
  if (change.kind === 'call-changed' || change.kind === 'call-ended') return change.call.id;
  return change.kind === 'seat-taken' ? change.seat.callId : change.callId;
}

export function encode(message: BusMessage): string {
  const call = message.kind === 'changes' ? message.state?.call : undefined;
  return JSON.stringify(message, (key, value: unknown) =>
    key === 'call' && value === call ? undefined : value,
  ).replace(/}$/, call ? `,"call":${JSON.stringify(call)}}` : '}');
}

/** Null for what no Parley of this version says. */
export function decode(text: string): BusMessage | null {
  try {
    const { call, ...message }: BusMessage & { call?: StoredCall } = JSON.parse(text);
    if (message.kind === 'nudge' || message.kind === 'ask') return message;
    if (message.kind !== 'changes' || !Array.isArray(message.changes)) return null;
    if (!call || !message.state) return message;
    const changes = message.changes.map((change) =>
      change.kind === 'call-changed' || change.kind === 'call-ended' || change.kind === 'seat-taken'
        ? { ...change, call }
        : change,
    );
    return { ...message, changes, state: { call, version: message.state.version } };
  } catch {
    return null;
  }
}
