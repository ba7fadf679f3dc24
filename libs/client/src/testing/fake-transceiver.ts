// An RTCRtpTransceiver without any media, and the media sections that two of them agree through.
import { FakeTrack } from './fake-media-track.ts';

export type Direction = RTCRtpTransceiverDirection;

/** A media section of a fake SDP. */
export interface Section {
  kind: string;
  mid: string;
  direction: Direction;
  trackId: string;
}

export const sends = (direction: Direction): boolean => direction.startsWith('send');
const receives = (direction: Direction): boolean => direction.endsWith('recv') || direction === 'recvonly';

/** What an answer says to an offered direction. https://www.rfc-editor.org/rfc/rfc9429#section-5.3.1 */
export function answered(own: Direction, offered: Direction): Direction {
  const sending = sends(own) && receives(offered);
  const receiving = receives(own) && sends(offered);
  return sending ? (receiving ? 'sendrecv' : 'sendonly') : receiving ? 'recvonly' : 'inactive';
}

/** What the fake browsers know of each kind, the dearest first. */
export const fakeCodecs = (kind: string): RTCRtpCodecParameters[] =>
  ['one', 'two', 'three'].map((name, payloadType) => ({ mimeType: `${kind}/${name}`, clockRate: 90_000, payloadType }));

export class FakeTransceiver {
  /** As preferred; null for as the browser has them. */
  codecs: string[] | null = null;
  mid: string | null = null;
  currentDirection: Direction | null = null;
  readonly sender: FakeSender;
  readonly receiver: { track: FakeTrack };
  readonly #changed: () => void;
  #direction: Direction;

  constructor(kind: string, direction: Direction, track: FakeTrack | null, changed: () => void) {
    this.#direction = direction;
    this.#changed = changed;
    this.sender = new FakeSender(kind, track);
    this.receiver = { track: new FakeTrack(kind) };
    this.receiver.track.muted = true;
  }

  get direction(): Direction {
    return this.#direction;
  }
  set direction(direction: Direction) {
    this.#direction = direction;
    this.#changed();
  }

  setCodecPreferences(codecs: RTCRtpCodec[]): void {
    this.codecs = codecs.map(({ mimeType }) => mimeType);
  }
}

export class FakeSender {
  parameters: RTCRtpSendParameters;
  refusesParameters = false;
  track: FakeTrack | null;
  constructor(kind: string, track: FakeTrack | null) {
    this.track = track;
    const codecs = fakeCodecs(kind);
    this.parameters = { transactionId: '', rtcp: {}, headerExtensions: [], codecs, encodings: [{ active: true }] };
  }
  replaceTrack(track: FakeTrack | null): Promise<void> {
    this.track = track;
    return Promise.resolve();
  }
  setStreams(): void {}

  getParameters(): RTCRtpSendParameters {
    return structuredClone(this.parameters);
  }
  setParameters(parameters: RTCRtpSendParameters): Promise<void> {
    if (this.refusesParameters) {
      return Promise.reject(new DOMException('no', 'InvalidModificationError'));
    }
    this.parameters = parameters;
    return Promise.resolve();
  }
}

/** Writes a session description: what the fakes need to know in its first lines, then a section for each. */
export function writeSdp(facts: { connection: number }, iceSession: string, sections: readonly Section[]): string {
  const lines = sections.flatMap(({ kind, mid, direction, trackId }) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 96`,
    `a=mid:${mid}`,
    `a=${direction}`,
    `a=msid:- ${trackId}`,
  ]);
  const certificate = facts.connection
    .toString(16)
    .padStart(64, '0')
    .replaceAll(/..(?=.)/g, '$&:');
  const session = [`o=${JSON.stringify(facts)}`, `a=ice-ufrag:${iceSession}`, `a=fingerprint:sha-256 ${certificate}`];
  return ['v=0', ...session, ...lines, ''].join('\r\n');
}

/** Reads one, and like a browser no line that it does not know. */
export function readSdp(sdp: string): { facts: unknown; sections: Section[] } {
  const [session = '', ...media] = sdp.split(/^m=/m);
  const field = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  return {
    facts: JSON.parse(field(session, /^o=(.*)$/m)),
    sections: media.map((text) => ({
      kind: field(text, /^(\w+)/),
      mid: field(text, /^a=mid:(.*)$/m),
      direction: field(text, /^a=(sendrecv|sendonly|recvonly|inactive)$/m) as Direction,
      trackId: field(text, /^a=msid:- (.*)$/m),
    })),
  };
}
