// The one call that a component is in: entered once, however often effects ask, and left with the component.
// It knows no React, so that every order of asking, leaving and coming too late is told here alone.
import { CallError, type CallErrorEvent } from '../call-error.ts';
import type { Call } from '../call.ts';

export interface HeldCall {
  readonly call: Call | null;
  readonly entering: boolean;
  readonly error: CallError | null;
}

const NONE: HeldCall = { call: null, entering: false, error: null };

/** Tells `change` when `held` is another. */
export class CallHolder extends EventTarget {
  #held = NONE;
  /** Which call was asked for, with the answer that everybody gets who asks for it again; null outside of any. */
  #asked: { readonly key: string; readonly answer: Promise<Call | null> } | null = null;

  get held(): HeldCall {
    return this.#held;
  }

  /**
   * Enters a call and leaves the one before. Asked again for the one it is entering, or in, it answers that.
   *
   * @param key tells calls apart
   * @returns null when it was refused, as `held.error` says, or left meanwhile
   */
  enter(key: string, enter: () => Promise<Call>): Promise<Call | null> {
    const { call } = this.#held;
    if (this.#asked && call?.state !== 'ended' && (key === this.#asked.key || key === call?.id)) {
      return this.#asked.answer;
    }
    void call?.hangUp();
    this.#hold({ ...NONE, entering: true });
    // A moment later: by then `asked` stands in its place.
    const answer: Promise<Call | null> = Promise.resolve().then(() => this.#take(enter, () => this.#asked === asked));
    const asked = { key, answer };
    this.#asked = asked;
    return answer;
  }

  /** The call stays here to be read; one that is being entered is left as soon as it is. */
  async hangUp(reason?: string): Promise<void> {
    this.#asked = null;
    if (this.#held.entering) {
      this.#hold(NONE);
    }
    await this.#held.call?.hangUp(reason);
  }

  /** Its component is gone: so is the call. */
  release(): void {
    void this.hangUp();
    this.#hold(NONE);
  }

  async #take(enter: () => Promise<Call>, stillAsked: () => boolean): Promise<Call | null> {
    try {
      const call = await enter();
      if (!stillAsked()) {
        await call.hangUp();
        return null;
      }
      call.addEventListener('error', (event) => this.#complain(call, event));
      this.#hold({ call, entering: false, error: null });
      return call;
    } catch (error) {
      if (stillAsked()) {
        this.#asked = null;
        this.#hold({ ...NONE, error: error instanceof CallError ? error : null });
      }
      if (error instanceof CallError) {
        return null;
      }
      throw error;
    }
  }

  #complain(call: Call, { error }: CallErrorEvent): void {
    if (call === this.#held.call) {
      this.#hold({ ...this.#held, error });
    }
  }

  #hold(held: HeldCall): void {
    this.#held = held;
    this.dispatchEvent(new Event('change'));
  }
}
