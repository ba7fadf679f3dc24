// What a call sends: its sources, one of each content, and how it would like them encoded.
import type { Permission } from '@parley/protocol';
import type { Browser } from './browser.ts';
import type { MediaContent, MediaKind, MediaSource, OutgoingMedia } from './media-source.ts';
import { named, preferred, type CodecPreference } from './peers/codec-preference.ts';
import { permissionFor } from './permissions.ts';

export interface OutgoingSourcesOwner {
  /** There is something else to send. */
  handleMedia(): void;
  countPeers(): number;
  permits(permission: Permission): boolean;
}

export class OutgoingSources implements OutgoingMedia {
  readonly sources = new Map<MediaContent, MediaSource>();
  describing: OutgoingMedia['describing'] = () => {};
  readonly #browser: Browser;
  readonly #preference: CodecPreference;
  readonly #owner: OutgoingSourcesOwner;
  readonly #changed = (): void => this.#owner.handleMedia();

  constructor(browser: Browser, preference: CodecPreference, owner: OutgoingSourcesOwner) {
    this.#browser = browser;
    this.#preference = preference;
    this.#owner = owner;
  }

  get peers(): number {
    return this.#owner.countPeers();
  }

  track(content: MediaContent, kind: MediaKind): MediaStreamTrack | null {
    const source = this.#owner.permits(permissionFor(content, kind)) && this.sources.get(content);
    return (source && source[`${kind}Track`]) || null;
  }

  codecs(kind: MediaKind): RTCRtpCodec[] | null {
    const names = this.#preference[kind];
    return names ? preferred(this.#browser.codecs(kind), names) : null;
  }

  codecAmong(negotiated: readonly RTCRtpCodec[], kind: MediaKind): RTCRtpCodec | undefined {
    return named(negotiated, this.#preference[kind] ?? [])[0];
  }

  /** In the place of the one of the same content, if there is one. */
  add(source: MediaSource): void {
    this.sources.get(source.content)?.removeEventListener('trackschange', this.#changed);
    this.sources.set(source.content, source);
    source.addEventListener('trackschange', this.#changed);
    this.#changed();
  }

  remove(source: MediaSource): void {
    if (this.sources.get(source.content) === source) {
      source.removeEventListener('trackschange', this.#changed);
      this.sources.delete(source.content);
      this.#changed();
    }
  }

  /** Nothing is listened to any more. */
  clear(): void {
    for (const source of this.sources.values()) {
      this.remove(source);
    }
  }
}
