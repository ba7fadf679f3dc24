// Where work waits for its turn. Times are seconds.
import type { Calendar } from './calendar.ts';

interface Job {
  seconds: number;
  done: () => void;
}

/** First come, first served, by one or several at once: an event loop, the cores of a database, a Redis. */
export class Station {
  private readonly calendar: Calendar;
  private readonly places: number;
  private readonly waiting: Job[] = [];
  /** How many of `waiting` were served already: cheaper than to move the rest with each. */
  private served = 0;
  private atWork = 0;
  private busySeconds = 0;
  private since = 0;

  constructor(calendar: Calendar, places: number) {
    this.calendar = calendar;
    this.places = places;
  }

  get queue(): number {
    return this.waiting.length - this.served;
  }

  work(seconds: number, done: () => void): void {
    if (this.atWork < this.places) this.begin({ seconds, done });
    else this.waiting.push({ seconds, done });
  }

  /** From 0 to 1: the share of time at work, of all places, since this was last asked for. */
  utilisation(): number {
    const elapsed = this.calendar.now - this.since;
    const share = this.busySeconds / (elapsed * this.places);
    this.busySeconds = 0;
    this.since = this.calendar.now;
    return share;
  }

  private begin({ seconds, done }: Job): void {
    this.atWork += 1;
    this.busySeconds += seconds;
    this.calendar.after(seconds, () => {
      this.atWork -= 1;
      this.next();
      done();
    });
  }

  private next(): void {
    const job = this.waiting[this.served];
    if (!job) return;
    this.served += 1;
    if (this.served > 1000 && this.served * 2 > this.waiting.length) {
      this.waiting.splice(0, this.served);
      this.served = 0;
    }
    this.begin(job);
  }
}

/** All that waits when the last batch is through goes together in the next one: a server's signals, a disk's syncs. */
export class Batches<Item> {
  private readonly largest: number;
  private readonly run: (batch: readonly Item[], done: () => void) => void;
  private waiting: Item[] = [];
  private underWay = false;

  /** @param run is to call `done` once the batch is through */
  constructor(largest: number, run: (batch: readonly Item[], done: () => void) => void) {
    this.largest = largest;
    this.run = run;
  }

  add(item: Item): void {
    this.waiting.push(item);
    if (!this.underWay) this.next();
  }

  private next(): void {
    if (this.waiting.length === 0) return;
    this.underWay = true;
    const batch = this.waiting.splice(0, this.largest);
    this.run(batch, () => {
      this.underWay = false;
      this.next();
    });
  }
}
