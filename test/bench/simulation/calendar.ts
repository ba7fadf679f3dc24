// The clock of a simulation: what is to happen, in the order of its time. A binary heap; times are seconds.

interface Entry {
  at: number;
  /** Of two at one time the one that was entered first comes first, so that every run is the same. */
  order: number;
  happen: () => void;
}

export class Calendar {
  private readonly heap: Entry[] = [];
  private entered = 0;
  private time = 0;

  get now(): number {
    return this.time;
  }

  /** Has something happen so many seconds from now. */
  after(seconds: number, happen: () => void): void {
    this.entered += 1;
    const entry = { at: this.time + seconds, order: this.entered, happen };
    const { heap } = this;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (!above || isBefore(above, entry)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  /** Lets all happen up to this time. */
  runUntil(end: number): void {
    for (let next = this.heap[0]; next && next.at <= end; next = this.heap[0]) {
      this.removeFirst();
      this.time = next.at;
      next.happen();
    }
    this.time = end;
  }

  private removeFirst(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      if (!left) break;
      const child = right && isBefore(right, left) ? right : left;
      if (isBefore(last, child)) break;
      heap[place] = child;
      place = 2 * place + (child === left ? 1 : 2);
    }
    heap[place] = last;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
