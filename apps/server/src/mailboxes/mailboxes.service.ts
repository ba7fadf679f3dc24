// Signals on their way: stored, read and confirmed. What was stored is announced; who listens is not known here.
import { Injectable } from '@nestjs/common';
import type { MailboxPage, Page, Signal } from '@parley/protocol';
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
  /** The last confirmation of each seat that is on its way to the database. */
  private readonly unwritten = new Map<number, Promise<void>>();

  constructor(
    private readonly store: CallStore,
    private readonly reader: CallReader,
    private readonly changes: CommittedChanges,
  ) {}

  /** Resolves once the signal is durable. @throws Refusal participant-not-found, mailbox-full, no-taker, not-joined, call-ended, invalid-payload */
  async append(command: AppendSignal): Promise<SignalAppended> {
    const { outcome, changes } = await this.store.appendSignal(command);
    this.changes.publish(changes);
    return outcome;
  }

  /** What stands past the reader's position, confirmations that are still being written counted. @throws Refusal invalid-payload past the last seq */
  async read(seat: SeatHandle, query: MailboxQuery): Promise<MailboxPage> {
    // Confirmations are written in their order: once the last is, all are. A failed one leaves the older position standing.
    await this.unwritten.get(seat.seatNumber)?.catch(() => undefined);
    return this.reader.mailbox(seat, query);
  }

  /** Confirms the mailbox up to `seq`; at or below the confirmed position it changes nothing. */
  confirm(seat: SeatHandle, seq: number): Promise<void> {
    const written = this.store.confirm(seat, seq);
    this.unwritten.set(seat.seatNumber, written);
    const settled = () => {
      if (this.unwritten.get(seat.seatNumber) === written) this.unwritten.delete(seat.seatNumber);
    };
    written.then(settled, settled);
    return written;
  }

  /** The call's stored signals, oldest first. @throws Refusal call-not-found */
  signals(callId: string, query: SignalQuery): Promise<Page<Signal>> {
    return this.reader.signals(callId, query);
  }
}
