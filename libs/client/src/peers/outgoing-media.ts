// What one RTCPeerConnection sends: brings the call's sources onto its transceivers.
import type { MediaContent, MediaSources } from '../media-source.ts';

const CONTENTS = ['main', 'slides'] as const;
const KINDS = ['audio', 'video'] as const;

type Kind = (typeof KINDS)[number];

export class OutgoingMedia {
  readonly #native: RTCPeerConnection;
  readonly #sources: MediaSources;
  /** A shared screen has transceivers of its own, which stay for the next time: a section is never taken away again. */
  readonly #slides = new Map<Kind, RTCRtpTransceiver>();

  constructor(native: RTCPeerConnection, sources: MediaSources) {
    this.#native = native;
    this.#sources = sources;
  }

  /** The mids of the sections in which this side shares a screen, or did. */
  get slides(): Set<string> {
    return new Set([...this.#slides.values()].flatMap(({ mid }) => mid ?? []));
  }

  /**
   * A track for a track costs no negotiation; sending more or less does.
   *
   * @param offering whether there is to be room for the other side's microphone and camera even with nothing to send here
   * @param theirSlides the mids of the sections in which the other side shares a screen
   */
  async attach(offering: boolean, theirSlides: ReadonlySet<string>): Promise<void> {
    for (const content of CONTENTS) {
      for (const kind of KINDS) {
        await this.#attach(content, kind, offering && content === 'main', theirSlides);
      }
    }
  }

  async #attach(content: MediaContent, kind: Kind, wanted: boolean, theirSlides: ReadonlySet<string>): Promise<void> {
    const source = this.#sources.get(content);
    const streams = source ? [source.stream] : [];
    const track = source?.[`${kind}Track`] ?? null;
    const [sending, idle] =
      content === 'main' ? (['sendrecv', 'recvonly'] as const) : (['sendonly', 'inactive'] as const);
    const direction = track ? sending : idle;
    const transceiver = content === 'main' ? this.#main(kind, theirSlides) : this.#slides.get(kind);
    if (transceiver && transceiver.currentDirection !== 'stopped') {
      if (transceiver.sender.track !== track) {
        await transceiver.sender.replaceTrack(track);
      }
      if (transceiver.direction !== direction) {
        transceiver.direction = direction;
        transceiver.sender.setStreams(...streams);
      }
    } else if (track || wanted) {
      const added = this.#native.addTransceiver(track ?? kind, { direction, streams });
      if (content === 'slides') {
        this.#slides.set(kind, added);
      }
    }
  }

  /** Whoever made it, the first of its kind that is no screen's. */
  #main(kind: Kind, theirSlides: ReadonlySet<string>): RTCRtpTransceiver | undefined {
    return this.#native
      .getTransceivers()
      .find(
        (transceiver) =>
          transceiver.receiver.track.kind === kind &&
          transceiver.currentDirection !== 'stopped' &&
          transceiver !== this.#slides.get(kind) &&
          !theirSlides.has(transceiver.mid ?? ''),
      );
  }
}
