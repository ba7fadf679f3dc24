// How the others are heard: where, whether the browser holds it back, and who speaks.
import type { Call } from '@parley/client';
import { AudioLevels } from '@parley/client/audio-level';
import { Playback } from '@parley/client/playback';
import { effect, signal } from '@preact/signals';
import type { OwnMedia } from '../state/own-media.ts';
import { troubleOf } from '../state/trouble.ts';

export class Sound {
  readonly playback = new Playback();
  /** Whether the browser plays nothing until the person taps. */
  readonly blocked = signal(false);
  /** The ids of those who speak, once `listen` was called. */
  readonly speaking = signal<readonly string[]>([]);
  readonly #call: Call;
  #levels: AudioLevels | null = null;

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
    if (this.#levels) return;
    const levels = new AudioLevels(this.#call);
    levels.addEventListener('speakingchange', () => (this.speaking.value = levels.speaking));
    this.#levels = levels;
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
