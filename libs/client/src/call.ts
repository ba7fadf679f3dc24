// One call that this participant sits in: what a page sees of the seat, the others and the media.
import {
  DEFAULT_PERMISSIONS,
  type Call as CallInfo,
  type Joined,
  type Participant,
  type Permission,
} from '@parley/protocol';
import type { CallEntry } from './call-entry.ts';
import { CallErrorEvent, type CallError } from './call-error.ts';
import { CallEndedEvent, ParticipantEvent, type CallEndReason, type CallEventMap } from './call-events.ts';
import { CallProgress } from './call-progress.ts';
import type { CallState, SignalingState } from './call-state.ts';
import { callPeers, type CallPeers } from './call-peers.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { MediaSource } from './media-source.ts';
import { forbidden } from './permissions.ts';
import type { RemoteParticipant } from './remote-participant.ts';
import type { SeatEnd } from './signaling/join-refusal.ts';
import type { RestRequest } from './signaling/rest-door.ts';
import type { SeatHolder } from './signaling/seat-holder.ts';
import type { SignalingChannel } from './signaling/signaling-channel.ts';
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
  /** The call's owner secret, if this tab created it: whoever knows it may end the call and remove participants. */
  readonly ownerSecret: string | null;
  /** What this side sends. It belongs to the call, which stops it when it is over. */
  readonly media: LocalMedia;
  readonly #seat: Seat;
  readonly #read: CallEntry['read'];
  readonly #peers: CallPeers;
  readonly #progress = new CallProgress(
    () => this.participants,
    () => this.dispatchEvent(new Event('statechange')),
  );
  readonly #stopWatching: () => void;
  #self: Participant;
  #info: CallInfo;
  #signaling: SignalingState = 'connected';
  #endReason: CallEndReason | null = null;

  private constructor(joined: Joined, entry: CallEntry) {
    super();
    const { media, browser } = entry;
    this.id = joined.call.id;
    this.ownerSecret = entry.ownerSecret;
    this.media = media;
    this.#seat = entry.seat;
    this.#read = entry.read;
    this.#self = joined.self;
    this.#info = joined.call;
    this.#peers = callPeers(joined, entry, {
      permits: (permission) => this.permissions.includes(permission),
      isSignaling: () => this.#signaling === 'connected',
      handleParticipant: (type, participant) => {
        this.dispatchEvent(new ParticipantEvent(type, participant));
        this.#progress.update();
      },
      handleConnectionChanged: () => this.#progress.update(),
      handleSocket: (connected) => {
        this.#signaling = connected ? 'connected' : 'reconnecting';
        this.dispatchEvent(new Event('signalingchange'));
      },
      handleInfo: (info) => this.#setInfo(info),
      handleSelf: (self) => this.#setSelf(self),
      handleOver: (end, error) => void this.#end(end, error),
      handleError: (error) => this.dispatchEvent(new CallErrorEvent(error)),
    });
    this.#progress.update();
    if (joined.self.permissions) {
      media.restrict(this.permissions);
    }
    this.#peers.sources.add(media);
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
        return call.#peers.holder;
      };
      entry.seat.take(enter, reject);
    });
  }

  /** The link that others open to join. */
  get joinUrl(): string {
    return this.#info.joinUrl;
  }

  /** This participant, as the others see it. */
  get self(): Participant {
    return this.#self;
  }

  /**
   * What this side may do: a moderator may change it. What it may not send is not sent, and its device is closed; switching
   * it on is refused with `forbidden`, until it may be switched on again.
   */
  get permissions(): readonly Permission[] {
    return this.#self.permissions ?? DEFAULT_PERMISSIONS;
  }

  /** The call as the server last told it: name, metadata, seats. */
  get info(): CallInfo {
    return this.#info;
  }

  /** Everyone else in the call, by id, in the order in which this side met them. */
  get participants(): ReadonlyMap<string, RemoteParticipant> {
    return this.#peers.mesh.participants;
  }

  /** How the call stands, in one word, by the connections to the others. */
  get state(): CallState {
    return this.#progress.state;
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
    if (!this.#progress.over) {
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
    this.#peers.mesh.handleNetworkChange();
  }

  /**
   * Sends something more, such as a shared screen, to everyone who is and will be here, beside `media`. A source of the
   * same content takes the place of the one before it. The call does not stop it.
   *
   * @throws CallError `forbidden` for a shared screen without the permission `screen`
   */
  addSource(source: MediaSource): void {
    if (source.content === 'slides' && !this.permissions.includes('screen')) {
      throw forbidden();
    }
    if (!this.#progress.over) {
      this.#peers.sources.add(source);
    }
  }

  /** Sends it no longer. */
  removeSource(source: MediaSource): void {
    this.#peers.sources.remove(source);
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
    this.#peers.sources.describing = describing;
  }

  /** @internal Listens to what the server tells this seat beside signals. */
  readonly watchServer: SignalingChannel['on'] = (name, listener) => this.#seat.on(name, listener);

  #setSelf(self: Participant): void {
    const before = String(this.permissions);
    this.#self = self;
    if (before !== String(this.permissions)) {
      this.media.restrict(this.permissions);
      this.#peers.mesh.handleMedia();
      this.dispatchEvent(new Event('permissionschange'));
    }
  }

  #setInfo(info: CallInfo): void {
    this.#info = info;
    this.dispatchEvent(new Event('infochange'));
  }

  async #end(end: SeatEnd, error: CallError | null): Promise<void> {
    if (this.#progress.over) {
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
    this.#progress.over = true;
    this.#stopWatching();
    this.#peers.mesh.close();
    this.#peers.sources.clear();
    this.media.stop();
  }

  #finish(reason: CallEndReason): void {
    this.#endReason = reason;
    this.#progress.update();
    this.dispatchEvent(new CallEndedEvent(reason));
  }
}
