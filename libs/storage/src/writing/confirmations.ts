// Confirmations on their way to the database: the latest of each seat counts, and the next batch takes them along.
import type { SeatHandle } from '../ports/stored.ts';

/** How long they wait for a batch to ride with, before one runs for them alone, in milliseconds. */
const PATIENCE = 20;
/** The same after the database could not be reached. */
const RETRY = 1000;

/** A seat's mailbox, confirmed up to `seq` under the seat's epoch. */
export interface Confirmation {
  seat: SeatHandle;
  seq: number;
}

/** What a reader asks of the writing side of its database. */
export interface ConfirmingSide {
  /** Resolves when what was confirmed so far can be read. */
  confirmationsWritten(): Promise<void>;
  /** The same for what a seat confirmed past a position. */
  confirmationsWrittenPast(seat: SeatHandle, after: number): Promise<void>;
}

export class Confirmations {
  private readonly nudge: () => void;
  private waiting = new Map<number, Confirmation>();
  private written = Promise.withResolvers<boolean>();
  private underWay: { taken: ReadonlyMap<number, Confirmation>; written: Promise<boolean> } | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** @param nudge has a batch run soon */
  constructor(nudge: () => void) {
    this.nudge = nudge;
  }

  /** Resolves when the next batch is through, with whether it was committed; it never rejects. */
  add(seat: SeatHandle, seq: number): Promise<boolean> {
    this.merge({ seat, seq });
    this.timer ??= setTimeout(this.nudge, PATIENCE);
    return this.written.promise;
  }

  /** Resolves when what was added so far was written, or could not be: without waiting for company. */
  async settled(): Promise<void> {
    if (this.waiting.size === 0) {
      await this.underWay?.written;
      return;
    }
    this.nudge();
    await this.written.promise;
  }

  /** The same for what was confirmed in one call: nothing to wait for, mostly. */
  async settledIn(callId: string): Promise<void> {
    const isIn = ({ seat }: Confirmation): boolean => seat.callId === callId;
    if ([...this.waiting.values()].some(isIn)) return this.settled();
    if (this.underWay && [...this.underWay.taken.values()].some(isIn)) await this.underWay.written;
  }

  /** The same for what one seat has confirmed past a position: nothing to wait for, mostly. */
  async settledPast({ seatNumber }: SeatHandle, after: number): Promise<void> {
    const isPast = (confirmed: Confirmation | undefined): boolean => confirmed !== undefined && confirmed.seq > after;
    if (isPast(this.waiting.get(seatNumber))) return this.settled();
    if (isPast(this.underWay?.taken.get(seatNumber))) await this.underWay?.written;
  }

  /** Hands all of them to a batch; `through` is to be called with whether it was committed. */
  take(): { confirmations: Confirmation[]; through: (committed: boolean) => void } {
    clearTimeout(this.timer);
    this.timer = undefined;
    const taken = this.waiting;
    const written = this.written;
    this.waiting = new Map();
    this.written = Promise.withResolvers<boolean>();
    this.underWay = { taken, written: written.promise };
    return {
      confirmations: [...taken.values()],
      through: (committed) => {
        this.underWay = undefined;
        if (!committed && taken.size > 0) this.keep(taken);
        written.resolve(committed);
      },
    };
  }

  /** Nothing is written any more. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.written.resolve(false);
  }

  /** Not written: once more later. Should that never come, their signals are delivered twice, which does no harm. */
  private keep(taken: ReadonlyMap<number, Confirmation>): void {
    for (const confirmation of taken.values()) this.merge(confirmation);
    this.timer ??= setTimeout(this.nudge, RETRY);
  }

  private merge(confirmation: Confirmation): void {
    const { seat, seq } = confirmation;
    const known = this.waiting.get(seat.seatNumber);
    if (known && (known.seat.epoch > seat.epoch || (known.seat.epoch === seat.epoch && known.seq >= seq))) return;
    this.waiting.set(seat.seatNumber, confirmation);
  }
}
