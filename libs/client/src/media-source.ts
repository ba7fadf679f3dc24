// What this side may send: the one shape in which microphone and camera, a shared screen or an application's own media
// reach the connections.

/**
 * What media is of, as in the SDP attribute `content`: `main` is the person, `slides` a shared screen.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4796#section-5
 */
export type MediaContent = 'main' | 'slides';

/** Something that this side sends: at most one track of each kind, which may come, go and change at any time. */
export interface MediaSource {
  /** What it shows; a call sends one source of each content. */
  readonly content: MediaContent;
  /** The tracks' stream: the other side's browser groups them by its id. */
  readonly stream: MediaStream;
  /** The sound to send; null for none at the moment. */
  readonly audioTrack: MediaStreamTrack | null;
  /** The picture to send; null for none at the moment. */
  readonly videoTrack: MediaStreamTrack | null;
  /** `trackschange`: `audioTrack` or `videoTrack` is another one. */
  addEventListener(type: 'trackschange', listener: () => void): void;
  /** Takes back `addEventListener` with the same listener. */
  removeEventListener(type: 'trackschange', listener: () => void): void;
}

export type MediaKind = 'audio' | 'video';

/** All that a call sends, and how. */
export interface OutgoingMedia {
  /** One of each content. */
  readonly sources: ReadonlyMap<MediaContent, MediaSource>;
  /** To how many others. */
  readonly peers: number;
  /** The one to send; null for none, or none that this side may send. */
  track(content: MediaContent, kind: MediaKind): MediaStreamTrack | null;
  /** The codecs in the order of preference; null for the browser's own. */
  codecs(kind: MediaKind): RTCRtpCodec[] | null;
  /** Of those that both sides know, the one to send; undefined for the one that the other side likes best. */
  codecAmong(negotiated: readonly RTCRtpCodec[], kind: MediaKind): RTCRtpCodec | undefined;
  /** A connection is about to describe itself: what else is to be on it, such as data channels, is put there now. */
  describing(native: RTCPeerConnection): void;
}
