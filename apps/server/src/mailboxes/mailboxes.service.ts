// Signals on their way: stored, read and confirmed. What was stored is announced; who listens is not known here.
import { Injectable } from '@nestjs/common';
import { type MailboxPage, type Page, Refusal, type Signal } from '@parley/protocol';
import {
  type AppendSignal,
  CallReader,
  CallStore,
  type MailboxQuery,
  type SeatHandle,
  type SignalAppended,
  type SignalQuery,
} from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';

@Injectable()
export class MailboxesService {
  constructor(
    private readonly store: CallStore,
    private readonly reader: CallReader,
    private readonly changes: CommittedChanges,
  ) {}

  /** Resolves once the signal is durable. @throws Refusal participant-not-found, mailbox-full, no-taker, not-joined, call-ended, invalid-payload */
  async append(command: AppendSignal): Promise<SignalAppended> {
    const { outcome, changes } = await this.store.appendSignal(command);
    this.changes.publish(changes);
    const { repeated, seq, to } = outcome;
    if (repeated && seq !== null && to !== null) {
      this.changes.remind({ callId: command.seat.callId, participantId: to, lastSeq: seq });
    }
    return outcome;
  }

  /** What the seat sent under this messageId; null when nothing is kept of it. */
  sent(seat: SeatHandle, messageId: string): Promise<Signal | null> {
    return this.reader.sentSignal(seat, messageId);
  }

  /** What stands past the reader's position, its confirmations counted. @throws Refusal invalid-payload past the last seq */
  read(seat: SeatHandle, query: MailboxQuery): Promise<MailboxPage> {
    return this.reader.mailbox(seat, query);
  }

  /**
   * Confirms the mailbox up to `seq`; at or below the confirmed position it changes nothing. Resolves once it is durable:
   * what was acknowledged outlives a kill. @throws Refusal unavailable, though it is tried again by itself
   */
  async confirm(seat: SeatHandle, seq: number): Promise<void> {
    if (await this.store.confirm(seat, seq)) return;
    throw new Refusal('unavailable', 'The database cannot be reached: nothing was confirmed, try again.');
  }

  /** The call's stored signals, oldest first. @throws Refusal call-not-found */
  signals(callId: string, query: SignalQuery): Promise<Page<Signal>> {
    return this.reader.signals(callId, query);
  }
}
