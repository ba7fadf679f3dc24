// How the others are heard: where, whether the browser holds it back, and who speaks.
import type { Call } from '@parley/client';
import { Playback } from '@parley/client/playback';
import { effect, signal } from '@preact/signals';
import type { OwnMedia } from '../state/own-media.ts';
import { late } from '../state/late.ts';
import { troubleOf } from '../state/trouble.ts';

const audioLevels = late(() => import('@parley/client/audio-level'));

export class Sound {
  readonly playback = new Playback();
  /** Whether the browser plays nothing until the person taps. */
  readonly blocked = signal(false);
  /** The ids of those who speak, once `listen` was called. */
  readonly speaking = signal<readonly string[]>([]);
  readonly #call: Call;
  #listening = false;

  /** Ends with the call. */
  constructor(call: Call, own: OwnMedia) {
    this.#call = call;
    this.playback.addEventListener('blockedchange', () => (this.blocked.value = this.playback.blocked));
    const stop = effect(() => void this.#useSpeaker(own));
    call.addEventListener('ended', () => {
      stop();
      this.playback.close();
    });
  }

  /** Hears who speaks, for as long as the call lasts: where there are several. */
  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    void this.#listen();
  }

  async #listen(): Promise<void> {
    await audioLevels.fetch();
    if (!audioLevels.parts.value || this.#call.endReason !== null) return;
    const { AudioLevels } = audioLevels.parts.value;
    const levels = new AudioLevels(this.#call);
    levels.addEventListener('speakingchange', () => (this.speaking.value = levels.speaking));
  }

  async #useSpeaker({ speakerId, trouble }: OwnMedia): Promise<void> {
    const { value: chosen } = speakerId;
    if (chosen === this.playback.speakerId) return;
    try {
      await this.playback.useSpeaker(chosen);
    } catch (error) {
      trouble.value = troubleOf(error);
      speakerId.value = this.playback.speakerId;
    }
  }
}
