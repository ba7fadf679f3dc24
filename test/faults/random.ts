// Chance that can be played again: a small generator from a seed, one for each actor, so that the timing of one
// changes nothing that another draws.

export class Random {
  private state: number;

  private constructor(state: number) {
    this.state = state;
  }

  /** The generator of one actor in the run of this seed. */
  static of(seed: number, actor: string): Random {
    // FNV-1a, so that neighbouring seeds and names share nothing.
    let hash = 0x811c9dc5;
    for (const character of `${seed}/${actor}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
    return new Random(hash >>> 0);
  }

  /** An integer from `least` to `most`, both of them included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** Whether something of this probability (0 to 1) happens. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of these. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }

  /** mulberry32 (public domain, by T. Ettinger): 32 bits of state, even and quick. From 0 to below 1. */
  private fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
