// The load: pairs of clients that send each other candidates, as fast as their windows allow or at a given rate.
import type { Dialer, Ear, Line } from '../clients/line.ts';
import { percentile } from './statistics.ts';

/** Signals that a client has sent and that are not answered yet. */
const WINDOW = 8;

export interface Latencies {
  p50: number;
  p99: number;
}

export class Load implements Ear {
  /** How many signals were refused. */
  refusals = 0;
  private readonly dialer: Dialer;
  private readonly patient: boolean;
  private readonly lines: Line[] = [];
  private readonly sentAt: number[] = [];
  private readonly lineOf: number[] = [];
  private readonly took: number[] = [];
  private index = 0;
  private answered = 0;
  private refill = false;
  private goal = 0;
  private reached: (() => void) | undefined;

  private constructor(dialer: Dialer, patient: boolean) {
    this.dialer = dialer;
    this.patient = patient;
  }

  /** @param patient counts what is refused; else that ends the benchmark */
  static async connect(dialer: Dialer, url: string, pairs: number, { patient = false } = {}): Promise<Load> {
    const load = new Load(dialer, patient);
    for (let made = 0; made < pairs; made += 1) load.lines.push(...(await dialer.pair(url, load)));
    return load;
  }

  /** Keeps every window full until this many signals are answered. Answers how many milliseconds that took. */
  async flood(signals: number): Promise<number> {
    const begun = performance.now();
    const filled = this.refill;
    this.refill = true;
    const done = this.answeredAre(this.answered + signals);
    if (!filled) for (let round = 0; round < WINDOW; round += 1) for (const line of this.lines.keys()) this.send(line);
    await done;
    return performance.now() - begun;
  }

  /** Lets the windows run empty. */
  async rest(): Promise<void> {
    this.refill = false;
    await this.answeredAre(this.index);
  }

  /** Sends at a rate, whatever comes back, one client after the other. */
  async pace(perSecond: number, seconds: number): Promise<void> {
    const begun = performance.now();
    const first = this.index;
    const total = perSecond * seconds;
    while (this.index - first < total) {
      const due = Math.min(total, ((performance.now() - begun) * perSecond) / 1000);
      while (this.index - first < due) this.send(this.index % this.lines.length);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await this.answeredAre(this.index);
  }

  /** Milliseconds from sending to delivery, since this was last asked for. */
  latencies(): Latencies {
    const samples = this.took.splice(0);
    return { p50: percentile(samples, 50), p99: percentile(samples, 99) };
  }

  close(): void {
    for (const line of this.lines) line.close();
  }

  delivered(index: number): void {
    this.took.push(performance.now() - (this.sentAt[index] ?? 0));
    if (!this.dialer.acknowledges) this.answer(index);
  }

  acknowledged(index: number): void {
    this.answer(index);
  }

  refused(index: number, answer: string): void {
    if (!this.patient) throw new Error(`A signal was refused: ${answer}`);
    this.refusals += 1;
    this.answer(index);
  }

  private answer(index: number): void {
    this.answered += 1;
    if (this.refill) this.send(this.lineOf[index] ?? 0);
    if (this.answered >= this.goal) this.reached?.();
  }

  private send(line: number): void {
    const { index } = this;
    this.index += 1;
    this.sentAt.push(performance.now());
    this.lineOf.push(line);
    this.lines[line]?.send(index);
  }

  private answeredAre(goal: number): Promise<void> {
    if (this.answered >= goal) return Promise.resolve();
    this.goal = goal;
    return new Promise((resolve) => (this.reached = resolve));
  }
}
