// The own screen, shared with the call. What does it is fetched with the room, so that it is there when the button is pressed.
import type { Call } from '@parley/client';
import type { ScreenShare } from '@parley/client/screen-share';
import { signal } from '@preact/signals';
import { late } from '../state/late.ts';
import { type Trouble, troubleOf } from '../state/trouble.ts';
import { isChangeOfMind } from './change-of-mind.ts';

const { parts, fetch } = late(() => import('@parley/client/screen-share'));

export class Sharing {
  readonly under = signal(false);
  readonly #call: Call;
  readonly #trouble: (trouble: Trouble) => void;
  #share: ScreenShare | null = null;

  /** Ends with the call. `onTrouble` is told when the system, not the person, is in the way. */
  constructor(call: Call, onTrouble: (trouble: Trouble) => void) {
    this.#call = call;
    this.#trouble = onTrouble;
    if (this.possible) void fetch();
  }

  /** Whether this browser can share its screen; phones cannot. */
  get possible(): boolean {
    // In an insecure context there are no media devices, whatever the DOM's types say.
    const devices = navigator.mediaDevices as Partial<MediaDevices> | undefined;
    return devices?.getDisplayMedia !== undefined;
  }

  async start(): Promise<void> {
    await fetch();
    try {
      await this.#sharing()?.start();
    } catch (error) {
      if (!isChangeOfMind(error)) this.#trouble(troubleOf(error));
    }
  }

  stop(): void {
    this.#share?.stop();
  }

  #sharing(): ScreenShare | null {
    if (!this.#share && parts.value) {
      const share = new parts.value.ScreenShare(this.#call);
      share.addEventListener('trackschange', () => (this.under.value = share.sharing));
      this.#share = share;
    }
    return this.#share;
  }
}
