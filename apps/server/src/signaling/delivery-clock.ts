// Times the delivery of one signal of a seat after the other, never of two at once: as TCP times its segments (RFC 6298,
// section 3), so that a signal in a stream of them costs one comparison.
import type { MailboxSignal } from '@parley/protocol';
import type { DeliveryFigures } from './delivery-figures.ts';

export class DeliveryClock {
  /** Of the signal that is timed; 0: none is. */
  private seq = 0;
  private storedAt = 0;

  constructor(private readonly figures: Pick<DeliveryFigures, 'noteSent' | 'noteConfirmed'>) {}

  /** @param sent false when it waits in the mailbox, as its receiver reads too slowly */
  delivered({ seq, createdAt }: MailboxSignal, sent: boolean): void {
    if (this.seq !== 0) return;
    this.seq = seq;
    this.storedAt = Date.parse(createdAt);
    if (sent) this.figures.noteSent(this.age());
  }

  confirmed(seq: number): void {
    if (this.seq === 0 || seq < this.seq) return;
    this.seq = 0;
    this.figures.noteConfirmed(this.age());
  }

  /** The clocks of two servers may differ by more than a signal takes. */
  private age(): number {
    return Math.max(0, Date.now() - this.storedAt);
  }
}
