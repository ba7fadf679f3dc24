// RTCPeerConnection's state machine without any media: two of them connect when their descriptions and candidates meet.
// https://www.w3.org/TR/webrtc/#rtcsignalingstate-enum, with implicit rollback.
import { describeFake, readDescription } from './fake-description.ts';
import type { FakeTrack } from './fake-media-track.ts';
import { FakeTransceiver, sends, type Direction, type Section } from './fake-transceiver.ts';
import { settled } from './until.ts';

const everyone = new Map<number, FakePeerConnection>();
let made = 0;

export class FakePeerConnection extends EventTarget {
  readonly number = (made += 1);
  readonly configuration: RTCConfiguration;
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  onicecandidate: ((event: { candidate: { candidate: string; toJSON(): RTCIceCandidateInit } | null }) => void) | null =
    null;
  onicecandidateerror: ((error: { url: string; errorCode: number }) => void) | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack; transceiver: FakeTransceiver }) => void) | null = null;
  readonly candidates: (RTCIceCandidateInit | null)[] = [];
  /** What kind of candidate of its own it sends from, once it is connected. */
  sendsFrom: RTCIceCandidateType = 'host';
  readonly #transceivers: FakeTransceiver[] = [];
  /** Named by the offer that is pending. */
  readonly #pending = new Set<FakeTransceiver>();
  /** How often it went back from an own offer that was set. */
  rollbacks = 0;
  #sections = -1;
  #offers = 0;
  #ice = 0;
  /** The last offer that was created, with how many changes are in it, and the names that it gives. */
  #created: { sdp: string; changes: number; names: ReadonlyMap<FakeTransceiver, string> } | null = null;
  /** Changes so far that are to be negotiated, and how many of them a description was set with. */
  #changes = 0;
  #described = 0;
  /** Whether `negotiationneeded` was fired since it was last stable. */
  #asked = false;

  constructor(configuration: RTCConfiguration) {
    super();
    this.configuration = configuration;
    everyone.set(this.number, this);
  }

  get iceConnectionState(): RTCIceConnectionState {
    return this.connectionState === 'connecting' ? 'checking' : this.connectionState;
  }
  getSenders(): readonly { transport: RTCDtlsTransport | null }[] {
    return [];
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

  async getStats(): Promise<ReadonlyMap<string, object>> {
    await Promise.resolve();
    return new Map<string, object>([
      ['local', { type: 'local-candidate', candidateType: this.sendsFrom }],
      ['unused', { type: 'local-candidate', candidateType: 'relay' }],
      ['pair', { type: 'candidate-pair', nominated: true, localCandidateId: 'local' }],
      ['failed pair', { type: 'candidate-pair', nominated: false, localCandidateId: 'unused' }],
    ]);
  }

  addTransceiver(
    what: FakeTrack | string,
    { direction = 'sendrecv' }: { direction?: Direction } = {},
  ): FakeTransceiver {
    const [kind, track] = typeof what === 'string' ? [what, null] : [what.kind, what];
    const transceiver = new FakeTransceiver(kind, direction, track, () => this.#negotiationNeeded());
    this.#transceivers.push(transceiver);
    this.#negotiationNeeded();
    return transceiver;
  }

  restartIce(): void {
    this.#ice += 1;
    this.#negotiationNeeded();
  }

  async createOffer(): Promise<RTCSessionDescriptionInit> {
    await Promise.resolve();
    this.#assertOpen();
    const names = new Map(this.#unnamed().map((each, index) => [each, String(this.#sections + 1 + index)]));
    const sdp = this.#describe(this.#offers + 1, null, names);
    this.#created = { sdp, changes: this.#changes, names };
    return { type: 'offer', sdp };
  }

  async setLocalDescription(description?: RTCSessionDescriptionInit): Promise<void> {
    await Promise.resolve();
    this.#assertOpen();
    if (this.signalingState === 'have-remote-offer') {
      this.#answer();
    } else {
      const { type, sdp } = description ?? (await this.createOffer());
      if (type !== 'offer' || sdp === undefined || sdp !== this.#created?.sdp) {
        throw new DOMException('another one than was created last', 'InvalidModificationError');
      }
      const { names, changes } = this.#created;
      this.#offers += 1;
      for (const [transceiver, mid] of names) {
        transceiver.mid = mid;
        this.#sections += 1;
        this.#pending.add(transceiver);
      }
      this.#described = changes;
      this.localDescription = { type, sdp };
      this.signalingState = 'have-local-offer';
    }
    this.#settled();
    void this.#gather(this.#offers);
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await Promise.resolve();
    this.#assertOpen();
    const { offer, sections, connection } = readDescription(description);
    if (this.remoteDescription && readDescription(this.remoteDescription).connection !== connection) {
      throw new DOMException('another fingerprint on this connection', 'InvalidAccessError');
    }
    if (description.type === 'answer') {
      if (this.signalingState !== 'have-local-offer' || offer !== this.#offers) {
        throw new DOMException(`an answer in ${this.signalingState}`, 'InvalidStateError');
      }
      this.signalingState = 'stable';
      this.#asked = false;
      this.#pending.clear();
    } else {
      this.#rollback();
      this.signalingState = 'have-remote-offer';
    }
    const { type, sdp = '' } = description;
    this.remoteDescription = { type, sdp: sdp.replaceAll(/^a=content:.*\r\n/gm, '') };
    for (const section of sections) {
      this.#receive(section);
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
    this.dispatchEvent(new Event('iceconnectionstatechange'));
    this.onconnectionstatechange?.();
  }

  #answer(): void {
    if (this.remoteDescription) {
      const { offer, sections } = readDescription(this.remoteDescription);
      this.localDescription = { type: 'answer', sdp: this.#describe(offer, sections, new Map()) };
    }
    // What changed up to here is in it, except for what has no section there.
    this.#described = this.#unnamed().length > 0 ? this.#described : this.#changes;
    this.signalingState = 'stable';
    this.#asked = false;
  }

  #describe(offer: number, offered: readonly Section[] | null, names: ReadonlyMap<FakeTransceiver, string>): string {
    const facts = { connection: this.number, offer, ice: this.#ice };
    return describeFake({ facts, transceivers: this.#transceivers, remote: this.remoteDescription, offered, names });
  }

  async #gather(offer: number): Promise<void> {
    // Never before whoever waits for the description has had it: browsers tell candidates in tasks of their own.
    await settled();
    const candidate = `candidate of ${this.number} for offer ${offer}`;
    this.onicecandidate?.({ candidate: { candidate, toJSON: () => ({ candidate, sdpMid: '0' }) } });
    this.onicecandidate?.({ candidate: null });
  }

  #receive({ kind, mid, direction }: Section): void {
    let transceiver = this.#transceivers.find((each) => each.mid === mid);
    if (!transceiver) {
      transceiver = new FakeTransceiver(kind, 'recvonly', null, () => this.#negotiationNeeded());
      transceiver.mid = mid;
      this.#sections = Math.max(this.#sections, Number(mid));
      this.#transceivers.push(transceiver);
    }
    const { track } = transceiver.receiver;
    if (sends(direction)) {
      this.ontrack?.({ track, transceiver });
    }
    track.mute(!sends(direction));
  }

  /** Transceivers that were offered for the first time have no section any more. */
  #rollback(): void {
    if (this.signalingState === 'have-local-offer') {
      this.rollbacks += 1;
      this.#described -= 1;
      this.#asked = false;
    }
    for (const transceiver of this.#pending) {
      transceiver.mid = null;
      this.#sections -= 1;
    }
    this.#pending.clear();
  }

  #unnamed(): FakeTransceiver[] {
    return this.#transceivers.filter(({ mid }) => mid === null);
  }

  #negotiationNeeded(): void {
    this.#changes += 1;
    this.#ask();
  }

  #ask(): void {
    queueMicrotask(() => {
      if (this.#described < this.#changes && !this.#asked && this.signalingState === 'stable') {
        this.#asked = true;
        this.onnegotiationneeded?.();
      }
    });
  }

  #settled(): void {
    const other = this.remoteDescription && everyone.get(readDescription(this.remoteDescription).connection);
    if (this.signalingState !== 'stable' || !other) {
      return;
    }
    this.#ask();
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
