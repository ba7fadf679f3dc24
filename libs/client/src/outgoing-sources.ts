// What a call sends: its sources, one of each content, and the word that one of them has changed.
import type { MediaContent, MediaSource } from './media-source.ts';

export class OutgoingSources {
  readonly all = new Map<MediaContent, MediaSource>();
  readonly #changed: () => void;

  /** @param changed there is something else to send */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** In the place of the one of the same content, if there is one. */
  add(source: MediaSource): void {
    this.all.get(source.content)?.removeEventListener('trackschange', this.#changed);
    this.all.set(source.content, source);
    source.addEventListener('trackschange', this.#changed);
    this.#changed();
  }

  remove(source: MediaSource): void {
    if (this.all.get(source.content) === source) {
      source.removeEventListener('trackschange', this.#changed);
      this.all.delete(source.content);
      this.#changed();
    }
  }

  /** Nothing is listened to any more. */
  clear(): void {
    for (const source of this.all.values()) {
      this.remove(source);
    }
  }
}
