// RTCPeerConnection's state machine without any media: two of them connect when their descriptions and candidates meet.
// https://www.w3.org/TR/webrtc/#rtcsignalingstate-enum, with implicit rollback.
import { FakeTrack } from './fake-media-track.ts';
import { settled } from './until.ts';

type Direction = RTCRtpTransceiverDirection;

interface Media {
  kind: string;
  direction: Direction;
  trackId: string;
}

/** What a fake SDP says. */
interface Description {
  connection: number;
  /** Which of its connection's offers this is, or answers. */
  offer: number;
  ice: number;
  media: Media[];
}

const everyone = new Map<number, FakePeerConnection>();
let made = 0;

const write = (description: Description): string => `v=0\r\n${JSON.stringify(description)}`;
const read = ({ sdp }: RTCSessionDescriptionInit): Description => JSON.parse((sdp ?? '').slice(5)) as Description;
const sends = (direction: Direction): boolean => direction.startsWith('send');

export class FakeTransceiver {
  readonly sender: {
    track: FakeTrack | null;
    replaceTrack(track: FakeTrack | null): Promise<void>;
    setStreams(): void;
  };
  readonly receiver: { track: FakeTrack };
  currentDirection: Direction | null = null;
  readonly #changed: () => void;
  #direction: Direction;

  constructor(kind: string, direction: Direction, track: FakeTrack | null, changed: () => void) {
    this.#direction = direction;
    this.#changed = changed;
    this.receiver = { track: new FakeTrack(kind) };
    this.receiver.track.muted = true;
    this.sender = {
      track,
      replaceTrack(next) {
        this.track = next;
        return Promise.resolve();
      },
      setStreams: () => {},
    };
  }

  get direction(): Direction {
    return this.#direction;
  }
  set direction(direction: Direction) {
    this.#direction = direction;
    this.#changed();
  }
}

export class FakePeerConnection {
  readonly number = (made += 1);
  readonly configuration: RTCConfiguration;
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  onicecandidate: ((event: { candidate: { candidate: string; toJSON(): RTCIceCandidateInit } | null }) => void) | null =
    null;
  onnegotiationneeded: (() => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack }) => void) | null = null;
  readonly candidates: (RTCIceCandidateInit | null)[] = [];
  readonly #transceivers: FakeTransceiver[] = [];
  #offers = 0;
  #ice = 0;
  #needed = false;

  constructor(configuration: RTCConfiguration) {
    this.configuration = configuration;
    everyone.set(this.number, this);
  }

  getTransceivers(): FakeTransceiver[] {
    return this.#transceivers;
  }
  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }
  setConfiguration(configuration: RTCConfiguration): void {
    Object.assign(this.configuration, configuration);
  }

  addTransceiver(what: FakeTrack | string, { direction }: { direction: Direction }): void {
    const track = typeof what === 'string' ? null : what;
    const kind = typeof what === 'string' ? what : what.kind;
    this.#transceivers.push(new FakeTransceiver(kind, direction, track, () => this.#negotiationNeeded()));
    this.#negotiationNeeded();
  }

  restartIce(): void {
    this.#ice += 1;
    this.#negotiationNeeded();
  }

  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    this.#assertOpen();
    const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
    if (type === 'offer') {
      this.#offers += 1;
    }
    // What changed up to here is in it, an answer too.
    this.#needed = false;
    const offer = type === 'offer' || !this.remoteDescription ? this.#offers : read(this.remoteDescription).offer;
    const media = this.#transceivers.map(({ receiver, direction, sender }) => {
      return { kind: receiver.track.kind, direction, trackId: sender.track?.id ?? '' };
    });
    this.localDescription = { type, sdp: write({ connection: this.number, offer, ice: this.#ice, media }) };
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
    this.#settled();
    void this.#gather(offer);
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await Promise.resolve();
    this.#assertOpen();
    const { offer, media, connection } = read(description);
    if (this.remoteDescription && read(this.remoteDescription).connection !== connection) {
      throw new DOMException('another fingerprint on this connection', 'InvalidAccessError');
    }
    if (description.type === 'answer') {
      if (this.signalingState !== 'have-local-offer' || offer !== this.#offers) {
        throw new DOMException(`an answer in ${this.signalingState}`, 'InvalidStateError');
      }
      this.signalingState = 'stable';
    } else {
      this.signalingState = 'have-remote-offer';
    }
    this.remoteDescription = description;
    for (const { kind, direction } of media) {
      this.#receive(kind, direction);
    }
    this.#settled();
  }

  async addIceCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    await Promise.resolve();
    if (!this.remoteDescription) {
      throw new DOMException('a candidate before its description', 'InvalidStateError');
    }
    this.candidates.push(candidate);
    this.#settled();
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
    everyone.delete(this.number);
  }

  /** The network between them changes. */
  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  async #gather(offer: number): Promise<void> {
    // Never before whoever waits for the description has had it: browsers tell candidates in tasks of their own.
    await settled();
    const candidate = `candidate of ${this.number} for offer ${offer}`;
    this.onicecandidate?.({ candidate: { candidate, toJSON: () => ({ candidate, sdpMid: '0' }) } });
    this.onicecandidate?.({ candidate: null });
  }

  #receive(kind: string, theirs: Direction): void {
    let transceiver = this.#transceivers.find(({ receiver }) => receiver.track.kind === kind);
    if (!transceiver) {
      transceiver = new FakeTransceiver(kind, 'recvonly', null, () => this.#negotiationNeeded());
      this.#transceivers.push(transceiver);
    }
    const { track } = transceiver.receiver;
    if (sends(theirs)) {
      this.ontrack?.({ track });
    }
    track.mute(!sends(theirs));
  }

  #negotiationNeeded(): void {
    this.#needed = true;
    queueMicrotask(() => {
      if (this.#needed && this.signalingState === 'stable') {
        this.#needed = false;
        this.onnegotiationneeded?.();
      }
    });
  }

  #settled(): void {
    const other = this.remoteDescription && everyone.get(read(this.remoteDescription).connection);
    if (this.signalingState !== 'stable' || !other) {
      return;
    }
    if (this.#needed) {
      this.#negotiationNeeded();
    }
    if (other.signalingState === 'stable' && this.#hasCandidateOf(other) && this.connectionState !== 'connected') {
      for (const each of [this, other]) {
        each.become('connected');
      }
    }
  }

  #hasCandidateOf(other: FakePeerConnection): boolean {
    return this.candidates.some((candidate) => candidate?.candidate?.startsWith(`candidate of ${other.number} `));
  }

  #assertOpen(): void {
    if (this.signalingState === 'closed') {
      throw new DOMException('closed', 'InvalidStateError');
    }
  }
}
