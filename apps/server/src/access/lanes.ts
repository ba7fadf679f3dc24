// So many at a time, the others one after the other: for work that takes a thread of Node's few, and 32 MiB, for a while.

export class Lanes {
  private readonly waiting: (() => void)[] = [];
  private free: number;

  /** @param most how many wait at most */
  constructor(
    private readonly lanes: number,
    private readonly most: number,
  ) {
    this.free = lanes;
  }

  /** Whether nothing runs. */
  get areIdle(): boolean {
    return this.free === this.lanes;
  }

  /** Whether so many wait that one more should not. */
  get areFull(): boolean {
    return this.waiting.length >= this.most;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free -= 1;
    else {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.waiting.push(resolve);
      await promise;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
