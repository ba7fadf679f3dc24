// The write port over the writer's thread: commands are queued here, carried out there, answered after the commit.
import { refusals } from '@parley/call-rules';
import type { Knock, Participant, Permission } from '@parley/protocol';
import {
  type AppendSignal,
  CallStore,
  type ChangeCall,
  type Committed,
  type CreateCall,
  type Lease,
  type ReportTimeline,
  type SeatTaken,
  type SignalAppended,
  type TakeSeat,
} from '../ports/call-store.ts';
import type { Commit } from '../ports/commit.ts';
import type { AnswerKnock, KnockMade, MakeKnock, WithdrawKnock } from '../ports/knocks.ts';
import type { Door, SeatHandle, VersionedCall } from '../ports/stored.ts';
import { appended } from '../writing/appended.ts';
import { BatchQueue, type Pending } from '../writing/batch-queue.ts';
import { Confirmations } from '../writing/confirmations.ts';
import type {
  AppendMessage,
  CommandArguments,
  CommandMessage,
  CommandName,
  CommandOutcome,
  WriteBatch,
  WriteReply,
} from './messages.ts';
import { errorOf, failure, unavailable } from './outcomes.ts';
import type { WritingSide } from './sqlite-call-reader.ts';
import type { WorkerLink } from './worker-link.ts';

type Message = AppendMessage | CommandMessage;
/** An outcome, and when its batch was carried out. */
type Outcome = readonly [outcome: CommandOutcome, now: number];

export class SqliteCallStore extends CallStore implements WritingSide {
  private readonly writer: WorkerLink<WriteBatch, WriteReply>;
  private readonly queue = new BatchQueue<Message, Outcome>((batch) => this.commit(batch));
  private readonly confirmations = new Confirmations(() => this.queue.nudge());
  private readonly committed: ((commit: Commit) => void) | undefined;
  private closed = false;

  /** @param committed is told of every batch */
  constructor(writer: WorkerLink<WriteBatch, WriteReply>, committed?: (commit: Commit) => void) {
    super();
    this.writer = writer;
    this.committed = committed;
  }

  createCall(command: CreateCall): Promise<Committed<VersionedCall>> {
    return this.command('createCall', command);
  }

  takeSeat(command: TakeSeat): Promise<Committed<SeatTaken>> {
    return this.command('takeSeat', command);
  }

  changeCall(command: ChangeCall): Promise<Committed<VersionedCall>> {
    return this.command('changeCall', command);
  }

  eraseCall(callId: string): Promise<Committed<void>> {
    return this.command('eraseCall', callId);
  }

  appendSignal(command: AppendSignal): Promise<Committed<SignalAppended>> {
    const { seat, type, to, messageId, connection, content } = command;
    const body = JSON.stringify(content);
    if (to === seat.participantId) return Promise.reject(refusals.toOneself());
    return this.send([seat.seatNumber, seat.epoch, type, to ?? null, messageId, connection, body], ([outcome, now]) => {
      if (typeof outcome === 'number' || Array.isArray(outcome)) return appended(command, outcome, now);
      throw errorOf(outcome);
    });
  }

  hangUp(seat: SeatHandle, reason: string | null): Promise<Committed<void>> {
    return this.command('hangUp', seat, reason);
  }

  removeParticipant(callId: string, participantId: string): Promise<Committed<void>> {
    return this.command('removeParticipant', callId, participantId);
  }

  permit(callId: string, participantId: string, permissions: readonly Permission[]): Promise<Committed<Participant>> {
    return this.command('permit', callId, participantId, permissions);
  }

  confirm(seat: SeatHandle, seq: number): Promise<boolean> {
    return this.closed ? Promise.resolve(false) : this.confirmations.add(seat, seq);
  }

  setPresence(seat: SeatHandle, state: 'connected' | 'reconnecting', door?: Door): Promise<Committed<boolean>> {
    return this.command('setPresence', seat, state, door);
  }

  loseSeat(seat: SeatHandle): Promise<Committed<void>> {
    return this.command('loseSeat', seat);
  }

  orphanSeats(): Promise<Committed<SeatHandle[]>> {
    return this.command('orphanSeats');
  }

  adoptSeats(limit: number): Promise<Committed<SeatHandle[]>> {
    return this.command('adoptSeats', limit);
  }

  renewLease(name: string, ms: number): Promise<Committed<Lease>> {
    return this.command('renewLease', name, ms);
  }

  yieldLease(ms: number): Promise<Committed<void>> {
    return this.command('yieldLease', ms);
  }

  expireCalls(before: number, limit: number): Promise<Committed<number>> {
    return this.command('expireCalls', before, limit);
  }

  purgeCalls(before: number, limit: number): Promise<Committed<number>> {
    return this.command('purgeCalls', before, limit);
  }

  reportTimeline(command: ReportTimeline): Promise<Committed<number>> {
    if (this.closed) return Promise.reject(unavailable('The store is closed.'));
    if (this.queue.isFullOfPatient) return Promise.reject(unavailable('Too many reports wait to be written.'));
    return this.queue.addPatient({ command: 'reportTimeline', args: [command] }, done<number>);
  }

  knock(command: MakeKnock): Promise<Committed<KnockMade>> {
    return this.command('knock', command);
  }

  answerKnock(command: AnswerKnock): Promise<Committed<Knock>> {
    return this.command('answerKnock', command);
  }

  withdrawKnock(command: WithdrawKnock): Promise<Committed<void>> {
    return this.command('withdrawKnock', command);
  }

  hearKnocks(knockNumbers: readonly number[]): Promise<Committed<void>> {
    return this.command('hearKnocks', knockNumbers);
  }

  noteApiKeyUses(names: readonly string[], day: string): Promise<Committed<void>> {
    return this.command('noteApiKeyUses', names, day);
  }

  confirmationsWritten(): Promise<void> {
    return this.confirmations.settled();
  }

  confirmationsWrittenPast(seat: SeatHandle, after: number): Promise<void> {
    return this.confirmations.settledPast(seat, after);
  }

  check(): void {
    try {
      this.writer.alive();
    } catch (error) {
      throw unavailable(failure(error));
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.confirmations.settled();
    await this.queue.drained();
    this.confirmations.stop();
    await this.writer.close();
  }

  private command<Name extends CommandName, Result>(
    command: Name,
    ...args: CommandArguments<Name>
  ): Promise<Committed<Result>> {
    return this.send({ command, args } as CommandMessage, done<Result>);
  }

  private send<Result>(message: Message, decode: (outcome: Outcome) => Result): Promise<Result> {
    if (this.closed) return Promise.reject(unavailable('The store is closed.'));
    if (this.queue.isFull) return Promise.reject(unavailable('Too much waits to be written.'));
    return this.queue.add(message, decode);
  }

  private async commit(batch: Pending<Message, Outcome>[]): Promise<void> {
    const { confirmations, through } = this.confirmations.take();
    const begun = performance.now();
    const reply = await this.writer
      .ask({
        commands: batch.map(({ message }) => message),
        confirmations: confirmations.map(({ seat, seq }) => [seat.seatNumber, seat.epoch, seq]),
      })
      .catch((error: unknown) => ({ unavailable: failure(error) }));
    const stored = !('unavailable' in reply);
    this.committed?.({ seconds: (performance.now() - begun) / 1000, commands: batch.length, stored });
    if ('unavailable' in reply) {
      through(false);
      for (const { fail } of batch) fail(unavailable(reply.unavailable));
      return;
    }
    through(true);
    for (const [index, outcome] of reply.outcomes.entries()) batch[index]?.settle([outcome, reply.now]);
  }
}

/** @throws Refusal, or what else went wrong */
function done<Result>([outcome]: Outcome): Committed<Result> {
  if (typeof outcome === 'object' && 'done' in outcome) return outcome.done as Committed<Result>;
  throw errorOf(outcome);
}
