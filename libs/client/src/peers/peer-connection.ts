// One RTCPeerConnection under one `connection` value: the only file that touches RTCPeerConnection.
// It carries out steps; which step is due is the session's to decide, one at a time.
import type { IceCandidate, Permission, SessionDescription } from '@parley/protocol';
import type { Browser } from '../browser.ts';
import { CallError } from '../call-error.ts';
import type { MediaContent, OutgoingMedia } from '../media-source.ts';
import { MediaSections } from './media-sections.ts';

/** What a connection has to say to the other side, without the address. */
export type ConnectionSignal =
  { type: 'offer' | 'answer'; description: SessionDescription } | { type: 'candidate'; candidate: IceCandidate | null };

/** RTCIceCandidatePairStats and RTCIceCandidateStats, as far as they are read. */
interface CandidateStats {
  readonly nominated?: boolean;
  readonly localCandidateId?: string;
  readonly candidateType?: RTCIceCandidateType;
}

/** The code of a server that did not answer: https://www.w3.org/TR/webrtc/#dom-rtcpeerconnectioniceerrorevent-errorcode */
const NOT_REACHED = 701;

export interface ConnectionOwner {
  /** Whether the other side may send such media: what it may not is refused. */
  permits(permission: Permission): boolean;
  handleLocalSignal(signal: ConnectionSignal, connection: string): void;
  handleNegotiationNeeded(): void;
  handleConnectionState(state: RTCPeerConnectionState): void;
  handleTrack(track: MediaStreamTrack, content: MediaContent): void;
}

export class PeerConnection {
  /** The `connection` that every signal of it carries. */
  readonly id: string;
  /** The browser's object, for statistics. */
  readonly native: RTCPeerConnection;
  /** The latest error of each STUN and TURN server, by its address. Kept from the start: an open offer gathers unseen. */
  readonly candidateErrors = new Map<string, RTCPeerConnectionIceErrorEvent>();
  /** What the other side opened, for who comes too late to be told. */
  readonly dataChannels: RTCDataChannel[] = [];
  readonly #sections: MediaSections;
  readonly #early: (IceCandidate | null)[] = [];
  /** The offer that the other side was told and that is not set yet. */
  #proposal: RTCLocalSessionDescriptionInit | null = null;
  #owner: ConnectionOwner;

  constructor(
    id: string,
    browser: Browser,
    configuration: RTCConfiguration,
    outgoing: OutgoingMedia,
    owner: ConnectionOwner,
  ) {
    this.id = id;
    this.#owner = owner;
    this.native = browser.createPeerConnection(configuration);
    this.#sections = new MediaSections(this.native, outgoing, (permission) => this.#owner.permits(permission));
    this.native.onicecandidate = ({ candidate }) => this.#gathered(candidate);
    this.native.onicecandidateerror = (error) => this.#gatheredInVain(error);
    this.native.onnegotiationneeded = () => this.#owner.handleNegotiationNeeded();
    this.native.onconnectionstatechange = () => this.#owner.handleConnectionState(this.native.connectionState);
    this.native.ondatachannel = ({ channel }) =>
      this.#owner.permits('data') ? this.dataChannels.push(channel) : channel.close();
    this.native.ontrack = ({ track, transceiver: { mid } }) =>
      this.#owner.handleTrack(track, this.contentOf(mid ?? ''));
  }

  /** Another owner from now on: an open offer was taken. */
  set owner(owner: ConnectionOwner) {
    this.#owner = owner;
  }

  /** `have-local-offer` while an offer is proposed, too. */
  get signalingState(): RTCSignalingState {
    return this.#proposal ? 'have-local-offer' : this.native.signalingState;
  }

  /** Whether the other side has ever described itself here. */
  get established(): boolean {
    return this.native.remoteDescription !== null;
  }

  /** What the media section of this mid carries, whoever sends it. */
  contentOf(mid: string): MediaContent {
    return this.#sections.contentOf(mid);
  }

  /** Makes an offer of what there is to send, and room for what the other side may. */
  async offer(): Promise<void> {
    await this.#sections.attach(true);
    await this.#describe();
  }

  /**
   * The same, of a side that gives way when offers cross: the offer is set only together with its answer. Until then it can
   * be dropped without a rollback, after which Chromium 156 never shows another frame of the other side's video.
   */
  async propose(): Promise<void> {
    await this.#sections.attach(true);
    this.#proposal = await this.native.createOffer();
    this.#tell(this.#proposal);
  }

  /**
   * Lets a description in only if it is by the certificates that the connection was made with: with others it would be
   * somebody else's, or a connection of its own.
   *
   * @throws CallError `fingerprint-changed`
   */
  admit({ sdp }: SessionDescription): void {
    // RFC 8122, section 5. Browsers write what they were given in letters of their own choice.
    const known = (this.native.remoteDescription?.sdp ?? sdp).toLowerCase();
    const lines = sdp.toLowerCase().match(/^a=fingerprint:.*\w/gm);
    if (lines?.some((line) => !known.includes(line))) {
      throw new CallError('fingerprint-changed', 'A description by another certificate was refused; nothing changed.');
    }
  }

  /** Sets the other side's description, answers an offer, and adds the candidates that came before it. */
  async accept(description: SessionDescription): Promise<void> {
    const proposal = this.#proposal;
    this.#proposal = null;
    if (proposal && description.type === 'answer') {
      await this.native.setLocalDescription(proposal);
    }
    this.#sections.read(description.sdp);
    await this.native.setRemoteDescription(description);
    if (description.type === 'offer') {
      await this.#sections.attach(false);
      await this.#describe();
    }
    // One that does not fit must not cost the others.
    const added = await Promise.allSettled(this.#early.splice(0).map((candidate) => this.addCandidate(candidate)));
    await this.#sections.tune();
    const refused = added.find((result) => result.status === 'rejected');
    if (refused) {
      throw refused.reason;
    }
  }

  /** Adds a candidate, or keeps it until a remote description is set; null is end-of-candidates. */
  async addCandidate(candidate: IceCandidate | null): Promise<void> {
    if (this.established) {
      await this.native.addIceCandidate(candidate);
    } else {
      this.#early.push(candidate);
    }
  }

  /** Sends what the sources have now. A track for a track costs no negotiation; sending more or less does. */
  async updateMedia(): Promise<void> {
    await this.#sections.attach(this.established);
    await this.#sections.tune();
  }

  /** Whether it knows a TURN server. */
  get relay(): boolean {
    const { iceServers = [] } = this.native.getConfiguration();
    return iceServers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')));
  }

  /**
   * Asks for new ICE credentials with the next offer, which the browser then wants made.
   *
   * @param relayOnly whether to go over TURN servers alone, until the next restart
   */
  restartIce(relayOnly: boolean): void {
    const configuration = this.native.getConfiguration();
    this.native.setConfiguration({ ...configuration, iceTransportPolicy: relayOnly ? 'relay' : 'all' });
    this.native.restartIce();
  }

  /** Takes new TURN credentials: those of before are about to run out. They serve from the next ICE restart on. */
  useIceServers(iceServers: RTCIceServer[]): void {
    this.native.setConfiguration({ ...this.native.getConfiguration(), iceServers });
  }

  /**
   * Whether ICE has to be restarted with them. An allocation keeps the ones that it was made with (RFC 8656, section 7.2), so
   * it has where this side is relayed; media flows on over the old pair until the new one stands. An offer that nobody has
   * answered yet names relays that will be gone, too.
   */
  async needsRelaysAnew(): Promise<boolean> {
    return this.established ? this.#isRelayed() : this.relay;
  }

  /** The other side's `ice-ufrag` (RFC 8839): another after each restart of ICE, whichever side asked for it. */
  get remoteIceSession(): string | null {
    const [, ufrag = null] = /^a=ice-ufrag:(\S+)/m.exec(this.native.remoteDescription?.sdp ?? '') ?? [];
    return ufrag;
  }

  close(): void {
    this.native.onicecandidate = null;
    this.native.onnegotiationneeded = null;
    this.native.onconnectionstatechange = null;
    this.native.ontrack = null;
    this.native.close();
  }

  /** Whether this side sends by way of a TURN server. */
  async #isRelayed(): Promise<boolean> {
    const stats: ReadonlyMap<string, CandidateStats> = await this.native.getStats();
    return [...stats.values()].some(
      ({ nominated, localCandidateId = '' }) => nominated && stats.get(localCandidateId)?.candidateType === 'relay',
    );
  }

  async #describe(): Promise<void> {
    await this.native.setLocalDescription();
    const description = this.native.localDescription;
    if (description) {
      this.#tell(description);
    }
  }

  #tell({ type, sdp = '' }: RTCLocalSessionDescriptionInit): void {
    if (type === 'offer' || type === 'answer') {
      const description = { type, sdp: this.#sections.label(sdp) };
      this.#owner.handleLocalSignal({ type, description }, this.id);
    }
  }

  #gatheredInVain(error: RTCPeerConnectionIceErrorEvent): void {
    // A server is asked from each of the device's addresses: one that answered a refusal was reached.
    if (error.errorCode < NOT_REACHED || !this.candidateErrors.has(error.url)) {
      this.candidateErrors.set(error.url, error);
    }
  }

  #gathered(candidate: RTCIceCandidate | null): void {
    // An empty candidate ends one generation; the null that follows it says the same.
    if (candidate?.candidate !== '') {
      this.#owner.handleLocalSignal({ type: 'candidate', candidate: candidate?.toJSON() ?? null }, this.id);
    }
  }
}
