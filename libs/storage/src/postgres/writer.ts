// Carries out what waits: signals of many calls in one batch at a time, and beside it other commands, each call's by itself.
// What arrives while a batch is under way is the next one (group commit).
import { Refusal } from '@parley/protocol';
import type { AppendSignal, Committed, SignalAppended } from '../ports/call-store.ts';
import type { Commit } from '../ports/commit.ts';
import type { CommittedChange } from '../ports/committed-change.ts';
import { appended } from '../writing/appended.ts';
import { Confirmations } from '../writing/confirmations.ts';
import { CallLines, type Taken, type Waiting } from './call-lines.ts';
import { Doubts } from './doubts.ts';
import type { CallKey } from './locks.ts';
import { TURN } from './patience.ts';
import type { Pool } from './pool.ts';
import { isUnavailable } from './postgres-errors.ts';
import { storeSignals } from './signal-batch.ts';
import { type Command, runCommands } from './transaction.ts';
import { tooMuch, unavailable } from './unavailable.ts';

/** More would keep the first of a batch waiting for the last. */
const LARGEST_BATCH = 1024;
/** More would take memory without end should the database stand still. */
const LONGEST_QUEUE = 50_000;
/** Of one call, in one transaction. */
const MOST_COMMANDS = 32;
/** How often those who have waited too long are looked for, in milliseconds. */
const LOOK = 100;

interface Answer<Outcome> {
  settle: (outcome: Outcome) => void;
  fail: (error: Error) => void;
}

interface SignalJob extends Waiting, Answer<Committed<SignalAppended>> {
  kind: 'signal';
  signal: AppendSignal;
}

interface CommandJob extends Waiting, Answer<unknown> {
  kind: 'command';
  call: CallKey | null;
  command: Command;
}

export interface WriterOptions {
  pool: Pool;
  /** The number of this server. */
  server: number;
  /** Transactions of commands that run at once, beside the one of signals. */
  most: number;
  /** Is told of every batch. */
  committed: ((commit: Commit) => void) | undefined;
  /** Is told what was committed after whoever asked for it had been told that nobody knows. */
  late: (changes: CommittedChange[]) => void;
  /** Is told that something may have been committed of which nobody will know. */
  missed: () => void;
}

export class Writer {
  private readonly pool: Pool;
  private readonly server: number;
  private readonly most: number;
  private readonly committed: ((commit: Commit) => void) | undefined;
  private readonly doubts: Doubts;
  private readonly lines = new CallLines<SignalJob | CommandJob>();
  private readonly confirmations = new Confirmations(() => this.nudge());
  private commandsUnderWay = 0;
  private batchUnderWay = false;
  private nudged = false;
  private looking: NodeJS.Timeout | undefined;
  private idle: PromiseWithResolvers<void> | undefined;

  constructor({ pool, server, most, committed, late, missed }: WriterOptions) {
    this.pool = pool;
    this.server = server;
    this.most = most;
    this.committed = committed;
    this.doubts = new Doubts(pool, late, missed);
  }

  get waitingConfirmations(): Confirmations {
    return this.confirmations;
  }

  /** Stores a signal: anything but an offer without a receiver. @throws Refusal */
  signal(signal: AppendSignal): Promise<Committed<SignalAppended>> {
    const unique = `${signal.seat.seatNumber} ${signal.messageId}`;
    return this.wait(signal.seat.callId, (answer) => ({
      kind: 'signal',
      unique,
      since: performance.now(),
      signal,
      ...answer,
    }));
  }

  /** What the command answered, once it is committed. @param line the call's id, whatever it is known by */
  command<Result>(line: string, call: CallKey | null, command: Command): Promise<Result> {
    return this.wait<unknown>(line, (answer) => ({
      kind: 'command',
      unique: undefined,
      since: performance.now(),
      call,
      command,
      ...answer,
    })) as Promise<Result>;
  }

  /** Resolves when nothing waits and nothing runs. */
  async drained(): Promise<void> {
    await this.confirmations.settled();
    if (this.lines.size === 0 && this.commandsUnderWay === 0 && !this.batchUnderWay) return;
    this.idle ??= Promise.withResolvers();
    await this.idle.promise;
  }

  private wait<Outcome>(line: string, job: (answer: Answer<Outcome>) => SignalJob | CommandJob): Promise<Outcome> {
    if (this.lines.size >= LONGEST_QUEUE) return Promise.reject(tooMuch('Too much waits to be written.'));
    return new Promise((settle, fail) => {
      this.lines.add(line, job({ settle, fail }));
      this.looking ??= setTimeout(() => this.look(), LOOK);
      this.go();
    });
  }

  private nudge(): void {
    this.nudged = true;
    this.go();
  }

  private go(): void {
    if (!this.batchUnderWay && (this.nudged || this.lines.has('signal'))) void this.runBatch();
    while (this.commandsUnderWay < this.most && this.lines.has('command')) {
      void this.runCommands(this.lines.takeCommands(MOST_COMMANDS));
    }
    if (!this.batchUnderWay && this.commandsUnderWay === 0 && this.lines.size === 0) this.idle?.resolve();
  }

  private async runBatch(): Promise<void> {
    this.batchUnderWay = true;
    // All that this turn of the event loop reads from its sockets goes together.
    await new Promise((resolve) => setImmediate(resolve));
    this.nudged = false;
    const taken = this.lines.takeSignals(LARGEST_BATCH) as Taken<SignalJob>;
    const { confirmations, through } = this.confirmations.take();
    const signals = taken.jobs.map(({ signal }) => signal);
    const now = Date.now();
    let tries = 0;
    try {
      const outcomes = await this.measured(signals.length, () =>
        this.pool.run(
          (client, commits) => {
            commits();
            tries += 1;
            return storeSignals(client, { signals, confirmations, now, isFirst: tries === 1 });
          },
          { repeatable: true },
        ),
      );
      through(true);
      for (const [index, { signal, settle, fail }] of taken.jobs.entries()) {
        const outcome = outcomes[index] ?? new Error('A signal was left without an outcome.');
        if (outcome instanceof Error) fail(outcome);
        else settle(appended(signal, outcome, now));
      }
    } catch (error) {
      through(false);
      this.doubts.keepSignals(error, signals, now);
      const reason = rejection(error);
      for (const { fail } of taken.jobs) fail(reason);
    }
    taken.done();
    this.batchUnderWay = false;
    this.go();
  }

  private async runCommands(taken: Taken<SignalJob | CommandJob> & { callId: string }): Promise<void> {
    this.commandsUnderWay += 1;
    // What was confirmed before counts before: a seat that is taken anew knows it.
    await this.confirmations.settledIn(taken.callId);
    await this.carryOut(taken.jobs as CommandJob[]);
    taken.done();
    this.commandsUnderWay -= 1;
    this.go();
  }

  private async carryOut(jobs: readonly CommandJob[]): Promise<void> {
    const [first] = jobs;
    if (!first) return;
    try {
      const commands = jobs.map(({ command }) => command);
      const work = { server: this.server, call: first.call, commands };
      const outcomes = await this.measured(jobs.length, () =>
        this.pool.run((client, commits) => runCommands(client, commits, work)),
      );
      for (const [index, { settle, fail }] of jobs.entries()) {
        const outcome = outcomes[index];
        if (outcome && 'done' in outcome) settle(outcome.done);
        else fail(outcome?.refused ?? new Error('A command was left without an outcome.'));
      }
    } catch (error) {
      this.doubts.keepCommands(error);
      // A mistake in one command takes no other along.
      if (jobs.length > 1 && !isUnavailable(error)) for (const job of jobs) await this.carryOut([job]);
      else for (const { fail } of jobs) fail(rejection(error));
    }
  }

  private async measured<Result>(commands: number, commit: () => Promise<Result>): Promise<Result> {
    const begun = performance.now();
    let stored = false;
    try {
      const result = await commit();
      stored = true;
      return result;
    } finally {
      this.committed?.({ seconds: (performance.now() - begun) / 1000, commands, stored });
    }
  }

  /** Those who have waited for their turn too long are told so. */
  private look(): void {
    this.looking = undefined;
    const late = this.lines.takeOlder(performance.now() - TURN);
    for (const { fail } of late) fail(tooMuch('It was not carried out in time.'));
    if (this.lines.size > 0) this.looking = setTimeout(() => this.look(), LOOK);
    if (late.length > 0) this.go();
  }
}

export function rejection(error: unknown): Error {
  if (error instanceof Refusal) return error;
  return isUnavailable(error) ? unavailable(error) : new Error('The store made a mistake.', { cause: error });
}
