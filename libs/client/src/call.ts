// One call that this participant sits in: what a page sees of the seat, the others and the media.
import type { Call as CallInfo, IceServers, Joined, Participant } from '@parley/protocol';
import type { Browser } from './browser.ts';
import type { CallEntry } from './call-entry.ts';
import { CallErrorEvent, type CallError } from './call-error.ts';
import {
  CallEndedEvent,
  ParticipantEvent,
  type CallEndReason,
  type CallEventMap,
  type ParticipantEventType,
} from './call-events.ts';
import { callState, type CallState, type SignalingState } from './call-state.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { MediaSource } from './media-source.ts';
import { OutgoingSources } from './outgoing-sources.ts';
import type { MeshOwner } from './peers/mesh-owner.ts';
import { Mesh } from './peers/mesh.ts';
import { PeerConnection } from './peers/peer-connection.ts';
import type { RemoteParticipant } from './remote-participant.ts';
import type { SeatEnd } from './signaling/join-refusal.ts';
import type { RestRequest } from './signaling/rest-door.ts';
import type { SeatHolder } from './signaling/seat-holder.ts';
import type { Seat } from './signaling/seat.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/**
 * A call in which this participant has a seat. Made by `Parley.createCall` and `Parley.joinCall`.
 *
 * Its media is the peers' own: losing the server changes `signaling`, never `state`.
 */
export class Call extends TypedEventTarget<CallEventMap> {
  /** Unguessable, and safe in an address: whoever knows it may join. */
  readonly id: string;
  /** This participant, as the others see it. */
  readonly self: Participant;
  /** The call's owner secret, if this tab created it: whoever knows it may end the call and remove participants. */
  readonly ownerSecret: string | null;
  /** What this side sends. It belongs to the call, which stops it when it is over. */
  readonly media: LocalMedia;
  readonly #seat: Seat;
  readonly #browser: Browser;
  readonly #read: CallEntry['read'];
  readonly #mesh: Mesh;
  readonly #known = new WeakSet<RemoteParticipant>();
  readonly #sources: OutgoingSources;
  readonly #stopWatching: () => void;
  #info: CallInfo;
  #iceServers: RTCIceServer[];
  #signaling: SignalingState = 'connected';
  #state: CallState;
  #over = false;
  #endReason: CallEndReason | null = null;

  private constructor(joined: Joined, { seat, returning, ownerSecret, browser, media, codecs, read }: CallEntry) {
    super();
    this.id = joined.call.id;
    this.self = joined.self;
    this.ownerSecret = ownerSecret;
    this.media = media;
    this.#seat = seat;
    this.#browser = browser;
    this.#read = read;
    this.#info = joined.call;
    this.#iceServers = joined.iceServers;
    this.#sources = new OutgoingSources(browser, codecs ?? {}, {
      handleMedia: () => this.#mesh.handleMedia(),
      countPeers: () => this.participants.size,
    });
    this.#mesh = new Mesh(joined, returning, this.#meshOwner());
    this.#state = this.state;
    this.#sources.add(media);
    this.#stopWatching = browser.watchNetwork(() => this.reconnect());
  }

  /**
   * Takes the seat and enters the call.
   *
   * @internal
   * @throws CallError
   */
  static enter(entry: CallEntry): Promise<Call> {
    return new Promise((resolve, reject) => {
      const enter = (joined: Joined): SeatHolder => {
        const call = new Call(joined, entry);
        resolve(call);
        return call.#seatHolder();
      };
      entry.seat.take(enter, reject);
    });
  }

  /** The link that others open to join. */
  get joinUrl(): string {
    return this.#info.joinUrl;
  }

  /** The call as the server last told it: name, metadata, seats. */
  get info(): CallInfo {
    return this.#info;
  }

  /** Everyone else in the call, by id, in the order in which this side met them. */
  get participants(): ReadonlyMap<string, RemoteParticipant> {
    return this.#mesh.participants;
  }

  /** How the call stands, in one word, by the connections to the others. */
  get state(): CallState {
    const peers = [...this.participants.values()].map((participant) => ({
      connectionState: participant.connectionState,
      known: this.#known.has(participant),
      failed: participant.failure !== null,
    }));
    return callState(this.#over, peers);
  }

  /** Whether the server is there. Without it the call goes on, and nobody can come. */
  get signaling(): SignalingState {
    return this.#signaling;
  }

  /** Why it ended; null while it goes on. `hangup` when this side hung up, whoever is left. */
  get endReason(): CallEndReason | null {
    return this.#endReason;
  }

  /**
   * Leaves the call. Camera, microphone and connections are free at once; the promise resolves when the server knows.
   * Without a server it resolves too: the seat's grace ends it there.
   *
   * @param reason up to 200 characters for the others
   */
  async hangUp(reason?: string): Promise<void> {
    if (!this.#over) {
      this.#release();
      this.#finish('hangup');
      await this.#seat.leave(reason ?? null);
    }
  }

  /**
   * Opens a new socket and restarts every connection at once, where it would wait or has given up: for a button beside
   * `failed`. When the device comes online, changes networks or wakes up it happens by itself.
   */
  reconnect(): void {
    this.#seat.reconnect();
    this.#mesh.handleNetworkChange();
  }

  /**
   * Sends something more, such as a shared screen, to everyone who is and will be here, beside `media`. A source of the
   * same content takes the place of the one before it. The call does not stop it.
   */
  addSource(source: MediaSource): void {
    if (!this.#over) {
      this.#sources.add(source);
    }
  }

  /** Sends it no longer. */
  removeSource(source: MediaSource): void {
    this.#sources.remove(source);
  }

  /**
   * Reads what the server keeps below the call's own address, as this participant: `/signals?type=offer`, `/participants` …
   *
   * @throws CallError with the server's code, or `server-unreachable`
   */
  read<Answer>(path: string): Promise<Answer> {
    return this.#read(path);
  }

  /** @internal The same, to be told something. */
  request<Answer>(path: string, request: RestRequest): Promise<Answer> {
    return this.#read(path, request);
  }

  /**
   * @internal Is told of every connection that is about to describe itself, the first time before its first offer or
   * answer: what is put on it then is in that description.
   */
  watchDescriptions(describing: (native: RTCPeerConnection) => void): void {
    this.#sources.describing = describing;
  }

  #seatHolder(): SeatHolder {
    const mesh = this.#mesh;
    return {
      handleRejoined: (joined) => {
        this.#renewIceServers(joined);
        this.#setInfo(joined.call);
        mesh.handleRejoined(joined);
      },
      handleSignal: (signal) => mesh.handleSignal(signal),
      // In a task of its own: who waited for the call has it by then, and what they add at once is in the first offer.
      handleCaughtUp: () => void setTimeout(() => mesh.handleCaughtUp()),
      handleParticipantJoined: (notice) => mesh.handleParticipantJoined(notice),
      handleParticipantUpdated: (notice) => mesh.handleParticipantUpdated(notice),
      handleParticipantLeft: (notice) => mesh.handleParticipantLeft(notice),
      handleInfo: (info) => this.#setInfo(info),
      handleIceServers: (servers) => this.#renewIceServers(servers),
      handleSocket: (connected) => {
        this.#signaling = connected ? 'connected' : 'reconnecting';
        this.dispatchEvent(new Event('signalingchange'));
      },
      handleOver: (end, error) => void this.#end(end, error),
    };
  }

  #meshOwner(): MeshOwner {
    return {
      createStream: () => this.#browser.createStream(),
      createConnection: (id, owner) =>
        new PeerConnection(id, this.#browser, { iceServers: this.#iceServers }, this.#sources, owner),
      send: (signal, settled) => this.#seat.send(signal, settled),
      remember: (participantId, connection) => this.#seat.remember(participantId, connection),
      isSignaling: () => this.#signaling === 'connected',
      recall: (participantId) => this.#seat.recall(participantId),
      handleParticipantJoined: (participant) => this.#tell('participantjoined', participant),
      handleParticipantLeft: (participant) => this.#tell('participantleft', participant),
      handleParticipantChanged: (participant) => this.#tell('participantchange', participant),
      handleConnectionChanged: () => this.#stateMayHaveChanged(),
      handleError: (error) => this.dispatchEvent(new CallErrorEvent(error)),
    };
  }

  #renewIceServers({ iceServers }: IceServers): void {
    this.#iceServers = iceServers;
    this.#mesh.handleIceServers(iceServers);
  }

  #tell(type: ParticipantEventType, participant: RemoteParticipant): void {
    this.dispatchEvent(new ParticipantEvent(type, participant));
    this.#stateMayHaveChanged();
  }

  #stateMayHaveChanged(): void {
    for (const participant of this.participants.values()) {
      if (participant.connectionState === 'connected') {
        this.#known.add(participant);
      }
    }
    const state = this.state;
    if (state !== this.#state) {
      this.#state = state;
      this.dispatchEvent(new Event('statechange'));
    }
  }

  #setInfo(info: CallInfo): void {
    this.#info = info;
    this.dispatchEvent(new Event('infochange'));
  }

  async #end(end: SeatEnd, error: CallError | null): Promise<void> {
    if (this.#over) {
      return;
    }
    this.#release();
    if (end === 'unknown') {
      const info = await this.#read().catch(() => this.#info);
      this.#info = info;
      this.#finish(info.endReason ?? 'ended');
      return;
    }
    if (error && end !== 'deleted') {
      this.dispatchEvent(new CallErrorEvent(error));
    }
    this.#finish(end);
  }

  /** Frees everything that a call holds: camera and microphone, connections, listeners. */
  #release(): void {
    this.#over = true;
    this.#stopWatching();
    this.#mesh.close();
    this.#sources.clear();
    this.media.stop();
  }

  #finish(reason: CallEndReason): void {
    this.#endReason = reason;
    this.#stateMayHaveChanged();
    this.dispatchEvent(new CallEndedEvent(reason));
  }
}
