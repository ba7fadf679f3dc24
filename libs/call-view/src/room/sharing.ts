// The own screen, shared with the call.
import type { Call } from '@parley/client';
import { ScreenShare } from '@parley/client/screen-share';
import { signal } from '@preact/signals';
import { isChangeOfMind } from './change-of-mind.ts';
import { type Trouble, troubleOf } from '../state/trouble.ts';

export class Sharing {
  readonly under = signal(false);
  readonly #share: ScreenShare;
  readonly #trouble: (trouble: Trouble) => void;

  /** Ends with the call. `onTrouble` is told when the system, not the person, is in the way. */
  constructor(call: Call, onTrouble: (trouble: Trouble) => void) {
    this.#share = new ScreenShare(call);
    this.#trouble = onTrouble;
    this.#share.addEventListener('trackschange', () => (this.under.value = this.#share.sharing));
  }

  /** Whether this browser can share its screen; phones cannot. */
  get possible(): boolean {
    return ScreenShare.supported;
  }

  async start(): Promise<void> {
    try {
      await this.#share.start();
    } catch (error) {
      if (!isChangeOfMind(error)) this.#trouble(troubleOf(error));
    }
  }

  stop(): void {
    this.#share.stop();
  }
}
