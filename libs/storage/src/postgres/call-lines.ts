// What waits to be written, in a line for each call: whole calls go beside each other, what is given for one call goes in order.
// Signals of many calls share a batch; whatever else changes a call has it to itself.

export interface Waiting {
  kind: 'signal' | 'command';
  /** When it was added, on the clock of `performance.now()`. */
  since: number;
  /** Two of one line with the same are not taken together; undefined for what is like nothing else. */
  unique: string | undefined;
}

interface Line<Job extends Waiting> {
  readonly callId: string;
  readonly jobs: Job[];
  busy: boolean;
}

/** Taken out of their lines, which stand still until `done` is called. */
export interface Taken<Job> {
  jobs: Job[];
  done: () => void;
}

export class CallLines<Job extends Waiting> {
  private readonly lines = new Map<string, Line<Job>>();
  /** Lines that may be taken from, by what their first is. */
  private readonly ready = { signal: new Set<Line<Job>>(), command: new Set<Line<Job>>() };
  private count = 0;

  /** How many wait. */
  get size(): number {
    return this.count;
  }

  has(kind: Waiting['kind']): boolean {
    return this.ready[kind].size > 0;
  }

  add(callId: string, job: Job): void {
    let line = this.lines.get(callId);
    if (!line) this.lines.set(callId, (line = { callId, jobs: [], busy: false }));
    this.count += 1;
    line.jobs.push(job);
    if (line.jobs.length === 1 && !line.busy) this.ready[job.kind].add(line);
  }

  /** The signals at the head of each line, up to `most` of them. */
  takeSignals(most: number): Taken<Job> {
    const lines: Line<Job>[] = [];
    const jobs: Job[] = [];
    for (const line of this.ready.signal) {
      if (jobs.length >= most) break;
      jobs.push(...this.takeFrom(line, 'signal', most - jobs.length));
      lines.push(line);
    }
    return { jobs, done: () => this.release(lines) };
  }

  /** The commands at the head of one line. */
  takeCommands(most: number): Taken<Job> & { callId: string } {
    const [line] = this.ready.command;
    if (!line) throw new Error('No command waits.');
    return { callId: line.callId, jobs: this.takeFrom(line, 'command', most), done: () => this.release([line]) };
  }

  /** Takes out what has waited since before `since`. */
  takeOlder(since: number): Job[] {
    const old: Job[] = [];
    for (const line of this.lines.values()) {
      const kept = line.jobs.findIndex((job) => job.since >= since);
      const count = kept === -1 ? line.jobs.length : kept;
      if (count === 0) continue;
      old.push(...line.jobs.splice(0, count));
      this.count -= count;
      this.settle(line);
    }
    return old;
  }

  private takeFrom(line: Line<Job>, kind: Waiting['kind'], most: number): Job[] {
    const seen = new Set<string>();
    let length = 0;
    for (const job of line.jobs) {
      if (length === most || job.kind !== kind || (job.unique !== undefined && seen.has(job.unique))) break;
      if (job.unique !== undefined) seen.add(job.unique);
      length += 1;
    }
    line.busy = true;
    this.ready[kind].delete(line);
    this.count -= length;
    return line.jobs.splice(0, length);
  }

  private release(lines: readonly Line<Job>[]): void {
    for (const line of lines) {
      line.busy = false;
      this.settle(line);
    }
  }

  private settle(line: Line<Job>): void {
    this.ready.signal.delete(line);
    this.ready.command.delete(line);
    if (line.busy) return;
    const [first] = line.jobs;
    if (first) this.ready[first.kind].add(line);
    else this.lines.delete(line.callId);
  }
}
