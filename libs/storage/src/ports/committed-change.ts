// What a committed command changed, in the order of commits. Whoever wants to know subscribes; the store does not know who listens.
// Within a command: hang-up signals, then who left or that the call ended, then the call; on a join: the seat, who joined, the call;
// those who waited to be let in, and do no more, come last.
import type { EndReason, Knock, LeaveReason, MailboxSignal, Participant } from '@parley/protocol';
import type { Door, SeatHandle, StoredCall } from './stored.ts';

export type CommittedChange =
  /** With every rise of the call's version, its ending included. */
  | { kind: 'call-changed'; call: StoredCall; version: number; wasListed: boolean }
  /** `by` is the participant whose hang-up ended it, or null. */
  | { kind: 'call-ended'; call: StoredCall; reason: EndReason; by: string | null }
  /**
   * A seat was taken, or taken back: sockets that held it with an older epoch are to be closed. Or, under the same epoch,
   * another server speaks for it from now on. `call` is the call with it.
   */
  | { kind: 'seat-taken'; seat: SeatHandle; door: Door; call: StoredCall; version: number }
  /** The open offer that it took stands in its mailbox already, with its candidates: no `signal-appended` tells of them. */
  | { kind: 'participant-joined'; callId: string; participant: Participant; tookOffer: string | null }
  /** `permitted`: what it may do is what changed, which its holder is told too. */
  | { kind: 'participant-updated'; callId: string; participant: Participant; permitted?: true }
  | { kind: 'participant-left'; callId: string; participant: Participant; reason: LeaveReason }
  | { kind: 'signal-appended'; callId: string; to: string; signal: MailboxSignal }
  /** Somebody knocked, was answered, or went away: for moderators, and the knocker itself. The call does not change by it. */
  | { kind: 'knock-changed'; callId: string; knock: Knock };
