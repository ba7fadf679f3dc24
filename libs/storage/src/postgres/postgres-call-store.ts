// The write port over PostgreSQL.
import { refusals } from '@parley/call-rules';
import type { Knock, Participant, Permission } from '@parley/protocol';
import { sql } from 'kysely';
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
import type { CommittedChange } from '../ports/committed-change.ts';
import type { AnswerKnock, KnockMade, MakeKnock, WithdrawKnock } from '../ports/knocks.ts';
import type { Door, SeatHandle, VersionedCall } from '../ports/stored.ts';
import { COMMANDS } from '../sql/commands/index.ts';
import { BatchQueue, type Pending } from '../writing/batch-queue.ts';
import type { ConfirmingSide } from '../writing/confirmations.ts';
import { offerOpenly } from './offer-openly.ts';
import type { CallKey } from './locks.ts';
import { LONG_RUN } from './patience.ts';
import type { Pool } from './pool.ts';
import { type Command, type CommandOutcome, runCommands } from './transaction.ts';
import { tooMuch } from './unavailable.ts';
import { rejection, Writer } from './writer.ts';

export interface PostgresStoreOptions {
  pool: Pool;
  /** The number of this server. */
  server: number;
  /** Of the pool: one is for signals, one for reports, sweeps and leases, the rest for other commands. */
  connections: number;
  /** Is told of every batch. */
  committed: ((commit: Commit) => void) | undefined;
  /** Is told what was committed after whoever asked for it had been told that nobody knows. */
  late: (changes: CommittedChange[]) => void;
  /** Is told that something may have been committed of which nobody will know. */
  missed: () => void;
}

export class PostgresCallStore extends CallStore implements ConfirmingSide {
  private readonly pool: Pool;
  private readonly server: number;
  private readonly writer: Writer;
  /** They let everything else go first: one at a time. */
  private readonly reports = new BatchQueue<ReportTimeline, CommandOutcome>((batch) => this.report(batch));
  /** What goes through many calls: one after the other. */
  private sweeping: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor({ pool, server, connections, committed, late, missed }: PostgresStoreOptions) {
    super();
    this.pool = pool;
    this.server = server;
    this.writer = new Writer({ pool, server, most: connections - 2, committed, late, missed });
  }

  createCall(command: CreateCall): Promise<Committed<VersionedCall>> {
    return this.command(command.id, null, (context) => COMMANDS.createCall(context, command));
  }

  takeSeat(command: TakeSeat): Promise<Committed<SeatTaken>> {
    return this.command(command.callId, command.callId, (context) => COMMANDS.takeSeat(context, command));
  }

  changeCall(command: ChangeCall): Promise<Committed<VersionedCall>> {
    return this.command(command.callId, command.callId, (context) => COMMANDS.changeCall(context, command));
  }

  eraseCall(callId: string): Promise<Committed<void>> {
    return this.command(callId, callId, (context) => COMMANDS.eraseCall(context, callId));
  }

  async appendSignal(command: AppendSignal): Promise<Committed<SignalAppended>> {
    const { seat, to, type } = command;
    if (to === seat.participantId) throw refusals.toOneself();
    if (this.closed) throw tooMuch('The store is closed.');
    if (to === undefined && type !== 'candidate') {
      return this.command(seat.callId, seat, (context) => offerOpenly(context, command));
    }
    return this.writer.signal(command);
  }

  hangUp(seat: SeatHandle, reason: string | null): Promise<Committed<void>> {
    return this.command(seat.callId, seat, (context) => COMMANDS.hangUp(context, seat, reason));
  }

  removeParticipant(callId: string, participantId: string): Promise<Committed<void>> {
    return this.command(callId, callId, (context) => COMMANDS.removeParticipant(context, callId, participantId));
  }

  permit(callId: string, participantId: string, permissions: readonly Permission[]): Promise<Committed<Participant>> {
    return this.command(callId, callId, (context) => COMMANDS.permit(context, callId, participantId, permissions));
  }

  confirm(seat: SeatHandle, seq: number): Promise<boolean> {
    return this.closed ? Promise.resolve(false) : this.writer.waitingConfirmations.add(seat, seq);
  }

  setPresence(seat: SeatHandle, state: 'connected' | 'reconnecting', door?: Door): Promise<Committed<boolean>> {
    return this.command(seat.callId, seat, (context) => COMMANDS.setPresence(context, seat, state, door));
  }

  loseSeat(seat: SeatHandle): Promise<Committed<void>> {
    return this.command(seat.callId, seat, (context) => COMMANDS.loseSeat(context, seat));
  }

  orphanSeats(): Promise<Committed<SeatHandle[]>> {
    return this.sweep((context) => COMMANDS.orphanSeats(context));
  }

  adoptSeats(limit: number): Promise<Committed<SeatHandle[]>> {
    return this.sweep((context) => COMMANDS.adoptSeats(context, limit));
  }

  renewLease(name: string, ms: number): Promise<Committed<Lease>> {
    return this.at(null, (context) => COMMANDS.renewLease(context, name, ms));
  }

  yieldLease(ms: number): Promise<Committed<void>> {
    return this.at(null, (context) => COMMANDS.yieldLease(context, ms));
  }

  expireCalls(before: number, limit: number): Promise<Committed<number>> {
    return this.sweep((context) => COMMANDS.expireCalls(context, before, limit));
  }

  purgeCalls(before: number, limit: number): Promise<Committed<number>> {
    return this.sweep((context) => COMMANDS.purgeCalls(context, before, limit));
  }

  reportTimeline(command: ReportTimeline): Promise<Committed<number>> {
    if (this.closed) return Promise.reject(tooMuch('The store is closed.'));
    if (this.reports.isFullOfPatient) return Promise.reject(tooMuch('Too many reports wait to be written.'));
    return this.reports.addPatient(command, (outcome) => done(outcome) as Committed<number>);
  }

  knock(command: MakeKnock): Promise<Committed<KnockMade>> {
    return this.command(command.callId, command.callId, (context) => COMMANDS.knock(context, command));
  }

  answerKnock(command: AnswerKnock): Promise<Committed<Knock>> {
    return this.command(command.callId, command.callId, (context) => COMMANDS.answerKnock(context, command));
  }

  withdrawKnock(command: WithdrawKnock): Promise<Committed<void>> {
    return this.command(command.callId, command.callId, (context) => COMMANDS.withdrawKnock(context, command));
  }

  hearKnocks(knockNumbers: readonly number[]): Promise<Committed<void>> {
    return this.at(null, (context) => COMMANDS.hearKnocks(context, knockNumbers));
  }

  noteApiKeyUses(names: readonly string[], day: string): Promise<Committed<void>> {
    return this.at(null, (context) => COMMANDS.noteApiKeyUses(context, names, day));
  }

  confirmationsWritten(): Promise<void> {
    return this.writer.waitingConfirmations.settled();
  }

  confirmationsWrittenPast(seat: SeatHandle, after: number): Promise<void> {
    return this.writer.waitingConfirmations.settledPast(seat, after);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.writer.drained();
    await this.reports.drained();
    this.writer.waitingConfirmations.stop();
    await this.pool.close();
  }

  private command<Result>(line: string, call: SeatHandle | string | null, command: Command): Promise<Result> {
    if (this.closed) return Promise.reject(tooMuch('The store is closed.'));
    return this.writer.command(line, call, command);
  }

  /** Goes through many calls, as long as it takes. */
  private sweep<Result>(command: Command): Promise<Result> {
    const patient: Command = async (context) => {
      await sql`set local statement_timeout = ${sql.lit(LONG_RUN)}`.execute(context.db);
      return command(context);
    };
    const swept = this.sweeping.then(() => this.at<Result>(null, patient, LONG_RUN));
    this.sweeping = swept.catch(() => {});
    return swept;
  }

  private async report(batch: Pending<ReportTimeline, CommandOutcome>[]): Promise<void> {
    for (const { message, settle, fail } of batch) {
      try {
        settle(await this.outcomeAt(message.seat, (context) => COMMANDS.reportTimeline(context, message)));
      } catch (error) {
        fail(rejection(error));
      }
    }
  }

  /** In a transaction of its own, beside what waits in line. */
  private async at<Result>(call: CallKey | null, command: Command, longest?: number): Promise<Result> {
    if (this.closed) throw tooMuch('The store is closed.');
    try {
      return done(await this.outcomeAt(call, command, longest)) as Result;
    } catch (error) {
      throw rejection(error);
    }
  }

  private async outcomeAt(call: CallKey | null, command: Command, longest?: number): Promise<CommandOutcome> {
    const work = { server: this.server, call, commands: [command] };
    const options = longest === undefined ? {} : { longest };
    const [outcome] = await this.pool.run((client, commits) => runCommands(client, commits, work), options);
    if (!outcome) throw new Error('A command was left without an outcome.');
    return outcome;
  }
}

/** @throws Refusal */
function done(outcome: CommandOutcome): unknown {
  if ('done' in outcome) return outcome.done;
  throw outcome.refused;
}
