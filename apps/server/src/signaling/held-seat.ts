// A seat that a socket holds: what goes out to its holder, from the acknowledgement of its join until it is given up.
import { Logger } from '@nestjs/common';
import type { MailboxSignal } from '@parley/protocol';
import type { SeatHandle } from '@parley/storage';
import type { FollowedSeat } from '../announcements/committed-changes.ts';
import type { ClientSocket, SignalingSocket } from './client-socket.ts';
import { DeliveryClock } from './delivery-clock.ts';
import type { DeliveryFigures } from './delivery-figures.ts';
import { type ResendTimes, type SentRange, Unconfirmed } from './unconfirmed.ts';

const log = new Logger('HeldSeat');

/** Where the seat's mailbox stood when it was taken. */
export interface MailboxPosition {
  /** Confirmed up to here. */
  confirmed: number;
  lastSeq: number;
  /** The page that the acknowledgement carries. */
  mailbox: readonly MailboxSignal[];
}

export class HeldSeat implements FollowedSeat {
  readonly isSole = true;
  /** Whether its holder is told who asks to be let in. */
  moderates = false;
  /** What came before the acknowledgement had left, and the page that it carries; null since then. */
  private waiting: (() => void)[] | null = [];
  private page: readonly MailboxSignal[] | null;
  private readonly unconfirmed: Unconfirmed;
  private readonly clock: DeliveryClock;
  private confirmedSeq: number;
  private knownSeq: number;
  /** What its mailbox is found to have, past what is known of it; what is between is read. */
  private foundSeq = 0;
  private reading: Promise<void> | undefined;
  private stopped = false;

  constructor(
    readonly client: ClientSocket,
    readonly handle: SeatHandle,
    { confirmed, lastSeq, mailbox }: MailboxPosition,
    /** Reads its mailbox past a position. */
    private readonly read: (after: number) => Promise<readonly MailboxSignal[]>,
    times: ResendTimes,
    private readonly figures: Pick<DeliveryFigures, 'noteSent' | 'noteConfirmed' | 'noteResent'>,
  ) {
    this.clock = new DeliveryClock(figures);
    this.confirmedSeq = confirmed;
    this.knownSeq = lastSeq;
    this.page = mailbox;
    this.unconfirmed = new Unconfirmed((range) => this.sendAgain(range), times);
  }

  /** The last seq that its mailbox is known to have: nobody can have received more. */
  get lastSeq(): number {
    return this.knownSeq;
  }

  /** The acknowledgement of its join has left: what waited for it goes out, in its order. */
  open(): void {
    const waiting = this.waiting ?? [];
    this.gave(this.page ?? []);
    this.waiting = null;
    this.page = null;
    for (const run of waiting) run();
  }

  /** Does something with the socket, after the acknowledgement of its join. */
  whenOpen(run: (socket: SignalingSocket) => void): void {
    if (this.waiting) this.waiting.push(() => run(this.client.socket));
    else run(this.client.socket);
  }

  /** A signal was stored for it. What its join's page was read after is not news to it; what is missing before it is read. */
  deliver(signal: MailboxSignal): void {
    if (signal.seq <= this.knownSeq) return;
    if (signal.seq > this.knownSeq + 1) {
      this.upTo(signal.seq);
      return;
    }
    this.knownSeq = signal.seq;
    this.whenOpen((socket) => {
      const sent = !this.client.isBehind;
      if (sent) emitSignal(socket, signal);
      this.clock.delivered(signal, sent);
      this.gave([signal]);
    });
  }

  /** Its mailbox is found to have this much: what it was not told of is read, and delivered. */
  upTo(seq: number): void {
    void this.readUpTo(seq);
  }

  /** The same; resolves when it was read, or could not be. */
  async readUpTo(seq: number): Promise<void> {
    this.foundSeq = Math.max(this.foundSeq, seq);
    if (this.foundSeq > this.knownSeq) await (this.reading ??= this.readMissing());
  }

  /** Signals were handed to it another way: the page of an answer. */
  gave(signals: readonly MailboxSignal[]): void {
    const [first, last] = [signals.at(0), signals.at(-1)];
    if (first && last && first.seq <= this.knownSeq + 1) this.knownSeq = Math.max(this.knownSeq, last.seq);
    if (first && last && last.seq > this.confirmedSeq) this.unconfirmed.add({ after: first.seq - 1, upTo: last.seq });
  }

  /** Notes that its holder has all up to `seq`. Answers whether that was news. */
  confirm(seq: number): boolean {
    if (seq <= this.confirmedSeq) return false;
    this.confirmedSeq = seq;
    this.unconfirmed.confirm(seq);
    this.clock.confirmed(seq);
    return true;
  }

  /** It is held no more: nothing is sent again. */
  stop(): void {
    this.stopped = true;
    this.unconfirmed.stop();
  }

  private async readMissing(): Promise<void> {
    try {
      while (!this.stopped && this.foundSeq > this.knownSeq) {
        const before = this.knownSeq;
        for (const signal of await this.read(before)) this.deliver(signal);
        if (this.knownSeq === before) break;
      }
    } catch (error) {
      log.warn(`Signals of other servers could not be read, they will be: ${String(error)}`);
    } finally {
      this.reading = undefined;
      this.foundSeq = 0;
    }
  }

  private async sendAgain({ after, upTo }: SentRange): Promise<void> {
    if (this.client.isBehind) return;
    try {
      const signals = await this.read(Math.max(after, this.confirmedSeq));
      // What was confirmed through another door is delivered; what is confirmed while we read is past us already.
      const missing = signals.filter(({ seq, delivered }) => !delivered && seq > this.confirmedSeq && seq <= upTo);
      if (missing.length === 0) this.unconfirmed.confirm(upTo);
      if (this.stopped) return;
      for (const signal of missing) emitSignal(this.client.socket, signal);
      this.figures.noteResent(missing.length);
    } catch (error) {
      log.warn(`Signals could not be sent again, they will be later: ${String(error)}`);
    }
  }
}

function emitSignal(socket: SignalingSocket, signal: MailboxSignal): void {
  if (signal.type === 'candidate') socket.emit('candidate', signal);
  else if (signal.type === 'hangup') socket.emit('hangup', signal);
  else socket.emit(signal.type, signal);
}
