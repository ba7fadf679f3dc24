// Who types: told when asked to, at most every few seconds, and forgotten by itself. Nothing runs while nobody types.

/** Milliseconds between two words that this side still types. */
export const TYPING_EVERY = 3_000;

/** Milliseconds after which who says nothing more types no longer. */
export const TYPING_EXPIRES = 6_000;

/** Tells the others, sparingly. */
export class TypingSender {
  readonly #send: (active: boolean, to: string | undefined) => void;
  #told: { at: number; to: string | undefined } | null = null;

  constructor(send: (active: boolean, to: string | undefined) => void) {
    this.#send = send;
  }

  typing(to: string | undefined, now: number): void {
    if (this.#told && this.#told.to !== to) {
      this.stop();
    }
    if (!this.#told || now - this.#told.at >= TYPING_EVERY) {
      this.#told = { at: now, to };
      this.#send(true, to);
    }
  }

  stop(): void {
    if (this.#told) {
      this.#send(false, this.#told.to);
      this.#told = null;
    }
  }

  /** A message says that its writer has stopped. */
  forget(): void {
    this.#told = null;
  }
}

/** Knows who else types. */
export class Typists {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get ids(): string[] {
    return [...this.#timers.keys()];
  }

  set(id: string, active: boolean): void {
    const known = this.#timers.has(id);
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (active) {
      this.#timers.set(
        id,
        setTimeout(() => this.set(id, false), TYPING_EXPIRES),
      );
    }
    if (known !== active) {
      this.#changed();
    }
  }

  clear(): void {
    for (const id of this.ids) {
      this.set(id, false);
    }
  }
}
