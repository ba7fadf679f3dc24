// Another participant as this one sees it: who it is, what it sends, how the connection to it stands.
import { DEFAULT_PERMISSIONS, type Participant, type ParticipantState, type Permission } from '@parley/protocol';
import type { CallError } from './call-error.ts';
import type { MediaContent } from './media-source.ts';
import type { PeerConnection } from './peers/peer-connection.ts';
import { permissionFor } from './permissions.ts';
import type { RecoveryRung } from './peers/recovery.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/** The events of a RemoteParticipant. */
export interface RemoteParticipantEventMap {
  /** `state`, `displayName` or `permissions` changed. */
  statechange: Event;
  /** `connectionState` changed, or `peerConnection` is another one. */
  connectionstatechange: Event;
  /** `recovery` changed: what is being tried to get media through, or that nothing is any more. */
  recoverychange: Event;
  /** A track came, went, or its sender began or stopped sending on it. */
  trackschange: Event;
}

/** Another participant of the call, and the media that comes from it. */
export class RemoteParticipant extends TypedEventTarget<RemoteParticipantEventMap> {
  /** Its seat's: the same after a reload of its page. */
  readonly id: string;
  /** The person: microphone and camera. The same object for as long as it stays: set it as a video's `srcObject` once. */
  readonly stream: MediaStream;
  /** The screen that the participant shares, with its sound. The same object for as long as it stays. */
  readonly screen: MediaStream;
  /** By object: connections begun anew with the same camera bring tracks of the same id. */
  readonly #tracks = new Map<MediaStreamTrack, { content: MediaContent; listening: AbortController }>();
  #participant: Participant;
  #connection: PeerConnection | null = null;
  #recovery: RecoveryRung = 'connecting';
  #failure: CallError | null = null;

  /** @internal made by a Call */
  constructor(participant: Participant, stream: MediaStream, screen: MediaStream) {
    super();
    this.id = participant.id;
    this.stream = stream;
    this.screen = screen;
    this.#participant = participant;
  }

  /** The name it gave itself; null without one. */
  get displayName(): string | null {
    return this.#participant.displayName;
  }

  /** Its seat: `reconnecting` when its socket is gone, which says nothing about its media. */
  get state(): ParticipantState {
    return this.#participant.state;
  }

  /** What it may do; media of it that it may not send is refused, and not in `stream` or `screen`. */
  get permissions(): readonly Permission[] {
    return this.#participant.permissions ?? DEFAULT_PERMISSIONS;
  }

  /** The connection that carries media: W3C RTCPeerConnectionState; `new` before there is one. */
  get connectionState(): RTCPeerConnectionState {
    return this.peerConnection?.connectionState ?? 'new';
  }

  /** The connection of the moment, for `getStats`; another object after a reload of either side. Do not negotiate on it. */
  get peerConnection(): RTCPeerConnection | null {
    return this.#connection?.native ?? null;
  }

  /** @internal What the other side opened on `peerConnection`. */
  get dataChannels(): readonly RTCDataChannel[] {
    return this.#connection?.dataChannels ?? [];
  }

  /** What STUN and TURN servers refused this side on `peerConnection`, or that they did not answer: the latest, by address. */
  get candidateErrors(): ReadonlyMap<string, RTCPeerConnectionIceErrorEvent> {
    return this.#connection?.candidateErrors ?? new Map();
  }

  /** What is being tried to get media through; `failed` when everything was, until a network changes or somebody tries again. */
  get recovery(): RecoveryRung {
    return this.#recovery;
  }

  /** Why `recovery` is `failed`; else null. */
  get failure(): CallError | null {
    return this.#failure;
  }

  /** Whether sound is coming. A muted microphone sends silence, which counts as sound. */
  get hasAudio(): boolean {
    return this.stream.getAudioTracks().some(isComing);
  }

  /** Whether a picture is coming. */
  get hasVideo(): boolean {
    return this.stream.getVideoTracks().some(isComing);
  }

  /** Whether a screen is being shared. */
  get hasScreen(): boolean {
    return this.screen.getVideoTracks().some(isComing);
  }

  /** What a media section of `peerConnection` carries, either way: for the `mid` of a transceiver or of statistics. */
  contentOf(mid: string): MediaContent {
    return this.#connection?.contentOf(mid) ?? 'main';
  }

  /** @internal Answers whether anything changed. */
  handleParticipant(participant: Participant): boolean {
    const { displayName, state, permissions } = this;
    this.#participant = participant;
    const permitted = String(permissions) === String(this.permissions);
    if (permitted && displayName === this.displayName && state === this.state) {
      return false;
    }
    this.dispatchEvent(new Event('statechange'));
    if (!permitted) {
      this.#expose();
    }
    return true;
  }

  /** @internal */
  handleLeft(): void {
    if (this.state !== 'left') {
      this.handleParticipant({ ...this.#participant, state: 'left' });
    }
  }

  /** @internal */
  handleConnection(connection: PeerConnection): void {
    this.#connection = connection;
    this.handleConnectionState();
  }

  /** @internal */
  handleConnectionState(): void {
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  /** @internal */
  handleRecovery(recovery: RecoveryRung, failure: CallError | null): void {
    this.#recovery = recovery;
    this.#failure = failure;
    this.dispatchEvent(new Event('recoverychange'));
  }

  /** @internal A connection tells a track again whenever its sender takes it up again. */
  handleTrack(track: MediaStreamTrack, content: MediaContent): void {
    for (const [old, known] of this.#tracks) {
      // The last picture of a dropped connection stays until the next one brings its own.
      if (old.kind === track.kind && known.content === content && old !== track) {
        this.#forget(old);
      }
    }
    if (!this.#tracks.has(track)) {
      const listening = new AbortController();
      this.#tracks.set(track, { content, listening });
      for (const type of ['mute', 'unmute', 'ended']) {
        track.addEventListener(type, () => this.#tracksChanged(), { signal: listening.signal });
      }
    }
    this.#expose();
  }

  /** @internal It has left: nothing more comes of it. */
  close(): void {
    for (const track of this.#tracks.keys()) {
      this.#forget(track);
    }
    this.#tracksChanged();
  }

  /** What it may send is seen and heard at once; the rest is not, however long its sender takes to stop. */
  #expose(): void {
    for (const [track, { content }] of this.#tracks) {
      const permitted = this.permissions.includes(permissionFor(content, track.kind));
      this[content === 'slides' ? 'screen' : 'stream'][permitted ? 'addTrack' : 'removeTrack'](track);
    }
    this.#tracksChanged();
  }

  #forget(track: MediaStreamTrack): void {
    this.#tracks.get(track)?.listening.abort();
    this.#tracks.delete(track);
    this.stream.removeTrack(track);
    this.screen.removeTrack(track);
  }

  #tracksChanged(): void {
    this.dispatchEvent(new Event('trackschange'));
  }
}

function isComing(track: MediaStreamTrack): boolean {
  return track.readyState === 'live' && !track.muted;
}
