// What travels in which media section of one RTCPeerConnection: brings the call's sources onto its transceivers, and
// knows which of them carry a screen, here and there.
import type { Permission } from '@parley/protocol';
import type { MediaContent, MediaKind, OutgoingMedia } from '../media-source.ts';
import { permissionFor } from '../permissions.ts';
import { labelledSlides, labelSlides } from './content-label.ts';
import { midsIn } from './mids.ts';
import { encodingFor } from './sender-limits.ts';

const KINDS = ['audio', 'video'] as const;

export class MediaSections {
  readonly #native: RTCPeerConnection;
  readonly #outgoing: OutgoingMedia;
  readonly #permits: (permission: Permission) => boolean;
  /** A shared screen has transceivers of its own, which stay for the next time: a section is never taken away again. */
  readonly #slides = new Map<string, RTCRtpTransceiver>();
  /** The mids of the sections in which the other side shares a screen. */
  #theirSlides: ReadonlySet<string> = new Set();

  /** @param permits whether the other side may send such media */
  constructor(native: RTCPeerConnection, outgoing: OutgoingMedia, permits: (permission: Permission) => boolean) {
    this.#native = native;
    this.#outgoing = outgoing;
    this.#permits = permits;
  }

  contentOf(mid: string): MediaContent {
    return this.#isOurSlides(mid) || this.#theirSlides.has(mid) ? 'slides' : 'main';
  }

  /** Learns from the other side's description, as it came, what it sends. */
  read(sdp: string): void {
    this.#theirSlides = labelledSlides(sdp);
  }

  /** This side's description, with the words for what it sends. It need not be set yet. */
  label(sdp: string): string {
    const mids = midsIn(sdp, this.#native.getTransceivers());
    const slides = new Set(Array.from(this.#slides.values(), (transceiver) => mids.get(transceiver)));
    return labelSlides(sdp, (mid) => slides.has(mid));
  }

  /**
   * A track for a track costs no negotiation; sending more or less does.
   *
   * @param offering whether there is to be room for the other side's microphone and camera even with nothing to send here
   */
  async attach(offering: boolean): Promise<void> {
    this.#outgoing.describing(this.#native);
    for (const kind of KINDS) {
      await this.#attach('main', kind, offering);
      await this.#attach('slides', kind, false);
    }
    this.#direct();
  }

  /**
   * Encodes with the preferred codec, and holds every video to what a peer may get of it. What a browser will not do of
   * that is no reason to end a call.
   */
  async tune(): Promise<void> {
    // Whose answer it was may be known only now.
    this.#direct();
    for (const { sender, mid } of this.#native.getTransceivers()) {
      const { track } = sender;
      const kind = KINDS.find((each) => each === track?.kind);
      if (track && kind) {
        const content = this.contentOf(mid ?? '');
        const parameters = sender.getParameters();
        // Browsers send what the other side likes best, and whoever answers has not told it.
        const codec = this.#outgoing.codecAmong(parameters.codecs, kind);
        const limits = kind === 'video' && encodingFor(content, this.#outgoing.peers, track.getSettings());
        for (const each of parameters.encodings) {
          Object.assign(each, { codec }, limits);
        }
        if (limits && content === 'slides') {
          parameters.degradationPreference = 'maintain-resolution';
        }
        await sender.setParameters(parameters).catch(() => {});
      }
    }
  }

  async #attach(content: MediaContent, kind: MediaKind, wanted: boolean): Promise<void> {
    const source = this.#outgoing.sources.get(content);
    const streams = source ? [source.stream] : [];
    const track = this.#outgoing.track(content, kind);
    let transceiver = content === 'main' ? this.#main(kind) : this.#slides.get(kind);
    if (transceiver && transceiver.currentDirection !== 'stopped') {
      if (transceiver.sender.track !== track) {
        if (!transceiver.sender.track) {
          transceiver.sender.setStreams(...streams);
        }
        await transceiver.sender.replaceTrack(track);
      }
    } else if (track || wanted) {
      transceiver = this.#native.addTransceiver(track ?? kind, { streams });
      if (content === 'slides') {
        this.#slides.set(kind, transceiver);
      }
    }
    const codecs = this.#outgoing.codecs(kind);
    if (codecs) {
      transceiver?.setCodecPreferences(codecs);
    }
  }

  /** Every section sends what there is to send, and takes what the other side may send, whatever it offers. */
  #direct(): void {
    for (const transceiver of this.#native.getTransceivers()) {
      const { sender, receiver, mid, currentDirection } = transceiver;
      const { kind } = receiver.track;
      const takes =
        this.#slides.get(kind) !== transceiver && this.#permits(permissionFor(this.contentOf(mid ?? ''), kind));
      const direction = sender.track ? (takes ? 'sendrecv' : 'sendonly') : takes ? 'recvonly' : 'inactive';
      if (transceiver.direction !== direction && currentDirection !== 'stopped') {
        transceiver.direction = direction;
      }
    }
  }

  /** Whoever made it, the first of its kind that is no screen's. */
  #main(kind: MediaKind): RTCRtpTransceiver | undefined {
    return this.#native
      .getTransceivers()
      .find(
        (transceiver) =>
          transceiver.receiver.track.kind === kind &&
          transceiver.currentDirection !== 'stopped' &&
          transceiver !== this.#slides.get(kind) &&
          !this.#theirSlides.has(transceiver.mid ?? ''),
      );
  }

  #isOurSlides(mid: string): boolean {
    return KINDS.some((kind) => this.#slides.get(kind)?.mid === mid);
  }
}
