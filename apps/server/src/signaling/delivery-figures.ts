// How late signals are, and how many had to be sent again: of those that come while a socket of this server holds the seat.
import { Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';

/** Seconds. A signal that was lost on its way is there after two: it is sent again. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

@Injectable()
export class DeliveryFigures {
  // Two without labels rather than one with: half the cost.
  private readonly sent: Histogram;
  private readonly confirmed: Histogram;
  private readonly resent: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    const histogram = (name: string, help: string): Histogram =>
      new Histogram({ name, help, buckets: BUCKETS, registers });
    this.sent = histogram('parley_signal_sent_seconds', 'From storing a signal until it was sent to its receiver');
    this.confirmed = histogram(
      'parley_signal_confirmed_seconds',
      'From storing a signal until its receiver confirmed it',
    );
    this.resent = new Counter({
      name: 'parley_signals_resent_total',
      help: 'Signals that were sent again, as their receiver had not confirmed them in time',
      registers,
    });
  }

  noteSent(milliseconds: number): void {
    this.sent.observe(milliseconds / 1000);
  }

  noteConfirmed(milliseconds: number): void {
    this.confirmed.observe(milliseconds / 1000);
  }

  noteResent(signals: number): void {
    this.resent.inc(signals);
  }
}
