// What an append answered, and the change that it announces, made from the command and the engine's few words.
import type { AppendSignal, Committed, SignalAppended } from '../ports/call-store.ts';
import type { CommittedChange } from '../ports/committed-change.ts';
import { instant } from '../sql/instant.ts';
import { signalOf } from '../sql/views.ts';

/**
 * A number: the signal stands at this `seq` of the receiver that the command named, since `now`.
 * A list: where it stands otherwise, since when, and whether it had been stored before.
 */
export type AppendOutcome = number | [seq: number | null, to: string | null, createdAt: number, repeated: boolean];

export function appended(command: AppendSignal, outcome: AppendOutcome, now: number): Committed<SignalAppended> {
  const [seq, to, createdAt, repeated] =
    typeof outcome === 'number' ? ([outcome, command.to ?? null, now, false] as const) : outcome;
  const answer = { seq, to, repeated, createdAt: instant(createdAt) };
  if (repeated || seq === null || to === null) return { outcome: answer, changes: [] };
  const { seat, type, messageId, connection, content } = command;
  const change: CommittedChange = {
    kind: 'signal-appended',
    callId: seat.callId,
    to,
    signal: signalOf(type, content, {
      seq,
      from: seat.participantId,
      to,
      messageId,
      connection,
      createdAt: answer.createdAt,
      delivered: false,
    }),
  };
  return { outcome: answer, changes: [change] };
}
