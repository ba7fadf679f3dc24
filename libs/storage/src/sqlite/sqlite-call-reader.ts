// The read port over the reader's thread. What was asked while a batch of reads ran is the next batch.
import type { Knock, MailboxPage, Page, Participant, Signal, TimelineEntry } from '@parley/protocol';
import {
  type CallAccount,
  type CallDoors,
  type CallCensus,
  type CallQuery,
  CallReader,
  type MailboxQuery,
  type PageQuery,
  type SeatNow,
  type SeatSecret,
  type SecretHolder,
  type SignalQuery,
} from '../ports/call-reader.ts';
import type { KnockHandle, KnockInCall, KnockNews, KnockSeen } from '../ports/knocks.ts';
import type { StoredApiKey } from '../ports/api-keys.ts';
import type { SeatHandle, SecretHash, StoredCall, VersionedCall } from '../ports/stored.ts';
import { BatchQueue, type Pending } from '../writing/batch-queue.ts';
import type { ReadArguments, ReadMessage, ReadName, ReadOutcome, ReadReply } from './messages.ts';
import { errorOf, failure, unavailable } from './outcomes.ts';
import type { ConfirmingSide } from '../writing/confirmations.ts';
import type { WorkerLink } from './worker-link.ts';

/** What a reader asks of the writing side of the same file. */
export interface WritingSide extends ConfirmingSide {
  /** @throws unavailable when nothing can be written any more */
  check(): void;
}

export class SqliteCallReader extends CallReader {
  private readonly worker: WorkerLink<ReadMessage[], ReadReply>;
  private readonly writing: WritingSide;
  private readonly queue = new BatchQueue<ReadMessage, ReadOutcome>((batch) => this.answer(batch));
  private closed = false;

  constructor(worker: WorkerLink<ReadMessage[], ReadReply>, writing: WritingSide) {
    super();
    this.worker = worker;
    this.writing = writing;
  }

  call(callId: string): Promise<VersionedCall> {
    return this.read('call', callId);
  }

  calls(query: CallQuery): Promise<Page<StoredCall>> {
    return this.read('calls', query);
  }

  openCalls(limit: number): Promise<VersionedCall[]> {
    return this.read('openCalls', limit);
  }

  census(): Promise<CallCensus> {
    return this.read('census');
  }

  participants(callId: string, query: PageQuery): Promise<Page<Participant>> {
    return this.read('participants', callId, query);
  }

  hasParticipant(callId: string, participantId: string): Promise<boolean> {
    return this.read('hasParticipant', callId, participantId);
  }

  async signals(callId: string, query: SignalQuery): Promise<Page<Signal>> {
    await this.writing.confirmationsWritten();
    return this.read('signals', callId, query);
  }

  async timeline(callId: string, query: PageQuery): Promise<Page<TimelineEntry>> {
    await this.writing.confirmationsWritten();
    return this.read('timeline', callId, query);
  }

  async sentSignal(seat: SeatHandle, messageId: string): Promise<Signal | null> {
    await this.writing.confirmationsWritten();
    return this.read('sentSignal', seat, messageId);
  }

  async mailbox(seat: SeatHandle, query: MailboxQuery): Promise<MailboxPage> {
    await this.writing.confirmationsWrittenPast(seat, query.after ?? 0);
    return this.read('mailbox', seat, query);
  }

  holderOf(callId: string, secretHash: SecretHash): Promise<SecretHolder> {
    return this.read('holderOf', callId, secretHash);
  }

  doors(callId: string, secretHashes: readonly SecretHash[]): Promise<CallDoors> {
    return this.read('doors', callId, secretHashes);
  }

  seatSecret(secretHash: SecretHash): Promise<SeatSecret | null> {
    return this.read('seatSecret', secretHash);
  }

  apiKeys(): Promise<StoredApiKey[]> {
    return this.read('apiKeys');
  }

  seatsNow(seatNumbers: readonly number[]): Promise<SeatNow[]> {
    return this.read('seatsNow', seatNumbers);
  }

  account(callId: string): Promise<CallAccount> {
    return this.read('account', callId);
  }

  knocks(callId: string, query: PageQuery): Promise<Page<Knock>> {
    return this.read('knocks', callId, query);
  }

  knock(callId: string, knockId: string, secretHash: SecretHash | null): Promise<KnockSeen> {
    return this.read('knock', callId, knockId, secretHash);
  }

  knocksNow(knockNumbers: readonly number[]): Promise<KnockInCall[]> {
    return this.read('knocksNow', knockNumbers);
  }

  knockNews(callIds: readonly string[], since: number): Promise<KnockNews> {
    return this.read('knockNews', callIds, since, 'sqlite');
  }

  silentKnocks(ms: number, limit: number): Promise<KnockHandle[]> {
    return this.read('silentKnocks', ms, limit, 'sqlite');
  }

  async check(): Promise<void> {
    this.writing.check();
    return this.read('check');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.queue.drained();
    await this.worker.close();
  }

  private read<Name extends ReadName, Result>(read: Name, ...args: ReadArguments<Name>): Promise<Result> {
    if (this.closed) return Promise.reject(unavailable('The reader is closed.'));
    if (this.queue.isFull) return Promise.reject(unavailable('Too much waits to be read.'));
    return this.queue.add({ read, args } as ReadMessage, (outcome) => {
      if ('found' in outcome) return outcome.found as Result;
      throw errorOf(outcome);
    });
  }

  private async answer(batch: Pending<ReadMessage, ReadOutcome>[]): Promise<void> {
    const reply = await this.worker
      .ask(batch.map(({ message }) => message))
      .catch((error: unknown) => ({ unavailable: failure(error) }));
    if ('unavailable' in reply) {
      for (const { fail } of batch) fail(unavailable(reply.unavailable));
      return;
    }
    for (const [index, outcome] of reply.outcomes.entries()) batch[index]?.settle(outcome);
  }
}
