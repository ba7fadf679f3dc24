// RTCPeerConnection as the checks use it: what a STUN or TURN address gives is written down before, and two of them in one
// page connect, carry data and count packets as the test says.

/** What gathering from an address leads to; a number is the STUN error code by which it refuses. */
export type Gathering = 'srflx' | 'relay' | 'nothing' | 'no answer' | 'unreachable' | 'unknown name' | number;

export interface Network {
  /** By address. */
  readonly gathering: Map<string, Gathering>;
  /** Whether two ends that use the relay find each other, or how it fails. */
  relaying: 'well' | 'in silence' | 'until it fails';
  /** Whether data channels open and what is sent over them comes back. */
  echoes: boolean;
  /** Milliseconds that an echo takes. */
  echoTime: number;
  /** Of a second's 50 packets. */
  lostPerSecond: number;
  packetsPerSecond: number;
}

/** An event with what it carries. */
export const fakeEvent = (type: string, facts: object = {}): Event => Object.assign(new Event(type), facts);

class FakeDataChannel extends EventTarget {
  peer: FakeDataChannel | null = null;
  readonly #network: Network;

  constructor(network: Network) {
    super();
    this.#network = network;
  }
  send(data: string): void {
    setTimeout(() => this.peer?.dispatchEvent(fakeEvent('message', { data })), this.#network.echoTime / 2);
  }
}

export class FakeEnd extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: { type: string; end: FakeEnd } | null = null;
  closed = false;
  sends = false;
  readonly configuration: RTCConfiguration;
  readonly #network: Network;
  readonly #channels: FakeDataChannel[] = [];
  readonly #made = performance.now();
  #other: FakeEnd | null = null;

  constructor(network: Network, configuration: RTCConfiguration) {
    super();
    this.#network = network;
    this.configuration = configuration;
  }

  createDataChannel(): FakeDataChannel {
    const channel = new FakeDataChannel(this.#network);
    this.#channels.push(channel);
    return channel;
  }
  addTransceiver(): void {
    this.sends = true;
  }
  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    this.localDescription = { type: this.#other ? 'answer' : 'offer', end: this };
    queueMicrotask(() => this.#gather());
    this.#meet();
  }
  async setRemoteDescription({ end }: { end: FakeEnd }): Promise<void> {
    await Promise.resolve();
    this.#other = end;
    this.#meet();
  }
  async addIceCandidate(): Promise<void> {
    await Promise.resolve();
    if (!this.#other) {
      throw new DOMException('a candidate before its description', 'InvalidStateError');
    }
  }
  async getStats(): Promise<ReadonlyMap<string, object>> {
    await Promise.resolve();
    const seconds = (performance.now() - this.#made) / 1000;
    const packetsReceived = Math.round(seconds * this.#network.packetsPerSecond);
    const packetsLost = Math.round(seconds * this.#network.lostPerSecond);
    const stats = [
      { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
      { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' },
      { id: 'L', type: 'local-candidate', candidateType: 'relay', relayProtocol: 'udp' },
      {
        id: 'I',
        type: 'inbound-rtp',
        kind: 'video',
        packetsReceived,
        packetsLost,
        bytesReceived: packetsReceived * 1000,
      },
    ];
    return new Map(stats.map((each) => [each.id, each]));
  }
  close(): void {
    this.closed = true;
  }

  #gather(): void {
    for (const { urls } of this.configuration.iceServers ?? []) {
      const outcome = this.#network.gathering.get(String(urls)) ?? 'nothing';
      const complain = (errorCode: number, errorText: string) =>
        this.dispatchEvent(fakeEvent('icecandidateerror', { errorCode, errorText }));
      if (outcome === 'no answer') return;
      if (outcome === 'srflx' || outcome === 'relay') this.#found({ type: outcome });
      else if (outcome === 'unreachable') complain(701, 'Failed to establish connection');
      else if (outcome === 'unknown name') complain(701, 'STUN host lookup received error.');
      else if (typeof outcome === 'number') complain(outcome, 'Refused');
    }
    this.#found(null);
  }

  #found(candidate: { type: string } | null): void {
    this.dispatchEvent(fakeEvent('icecandidate', { candidate }));
  }

  /** Both know of each other. */
  #meet(): void {
    const other = this.#other;
    if (!other?.localDescription || other.#other !== this || !this.localDescription) return;
    if (this.#network.relaying === 'in silence') return;
    const state = this.#network.relaying === 'well' ? 'connected' : 'failed';
    for (const end of [this, other]) {
      end.connectionState = state;
      end.dispatchEvent(fakeEvent('connectionstatechange'));
    }
    if (state === 'connected' && this.#network.echoes) {
      this.#openChannels(other);
      other.#openChannels(this);
    }
  }

  #openChannels(other: FakeEnd): void {
    for (const channel of this.#channels) {
      const far = new FakeDataChannel(this.#network);
      [channel.peer, far.peer] = [far, channel];
      other.dispatchEvent(fakeEvent('datachannel', { channel: far }));
      channel.dispatchEvent(fakeEvent('open'));
    }
  }
}
