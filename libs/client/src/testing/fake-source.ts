// A shared screen that a test starts and stops.
import type { MediaSource } from '../media-source.ts';
import { FakeTrack } from './fake-media-track.ts';
import { FakeStream } from './fake-media.ts';

export class FakeScreen extends EventTarget {
  readonly content = 'slides';
  readonly stream = new FakeStream();

  constructor(...kinds: ('audio' | 'video')[]) {
    super();
    this.set(...kinds);
  }

  /** The same, as the library takes it. */
  get port(): MediaSource {
    return this as unknown as MediaSource;
  }
  get audioTrack(): FakeTrack | null {
    return this.stream.getAudioTracks()[0] ?? null;
  }
  get videoTrack(): FakeTrack | null {
    return this.stream.getVideoTracks()[0] ?? null;
  }

  /** From now on it has new tracks of these kinds and no others. */
  set(...kinds: ('audio' | 'video')[]): void {
    for (const track of this.stream.getTracks()) {
      this.stream.removeTrack(track);
    }
    for (const kind of kinds) {
      this.stream.addTrack(new FakeTrack(kind));
    }
    this.dispatchEvent(new Event('trackschange'));
  }
}
