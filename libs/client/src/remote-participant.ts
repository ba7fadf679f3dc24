// Another participant as this one sees it: who it is, what it sends, how the connection to it stands.
import type { Participant, ParticipantState } from '@parley/protocol';
import { TypedEventTarget } from './typed-event-target.ts';

export interface RemoteParticipantEventMap {
  /** `state` or `displayName` changed. */
  statechange: Event;
  /** `connectionState` changed, or `peerConnection` is another one. */
  connectionstatechange: Event;
  /** A track came, went, or its sender began or stopped sending on it. */
  trackschange: Event;
}

/** Another participant of the call, and the media that comes from it. */
export class RemoteParticipant extends TypedEventTarget<RemoteParticipantEventMap> {
  readonly id: string;
  /** What the participant sends. The same object for as long as it stays: set it as a video's `srcObject` once. */
  readonly stream: MediaStream;
  /** By object: connections begun anew with the same camera bring tracks of the same id. */
  readonly #tracks = new Map<MediaStreamTrack, AbortController>();
  #participant: Participant;
  #peerConnection: RTCPeerConnection | null = null;

  /** @internal made by a Call */
  constructor(participant: Participant, stream: MediaStream) {
    super();
    this.id = participant.id;
    this.stream = stream;
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

  /** The connection that carries media: W3C RTCPeerConnectionState; `new` before there is one. */
  get connectionState(): RTCPeerConnectionState {
    return this.#peerConnection?.connectionState ?? 'new';
  }

  /** The connection of the moment, for `getStats`; another object after a reload of either side. Do not negotiate on it. */
  get peerConnection(): RTCPeerConnection | null {
    return this.#peerConnection;
  }

  /** Whether sound is coming. A muted microphone sends silence, which counts as sound. */
  get hasAudio(): boolean {
    return this.stream.getAudioTracks().some(isComing);
  }

  /** Whether a picture is coming. */
  get hasVideo(): boolean {
    return this.stream.getVideoTracks().some(isComing);
  }

  /** @internal */
  handleParticipant(participant: Participant): void {
    this.#participant = participant;
    this.dispatchEvent(new Event('statechange'));
  }

  /** @internal */
  handleLeft(): void {
    if (this.state !== 'left') {
      this.handleParticipant({ ...this.#participant, state: 'left' });
    }
  }

  /** @internal */
  handleConnection(peerConnection: RTCPeerConnection): void {
    this.#peerConnection = peerConnection;
    this.handleConnectionState();
  }

  /** @internal */
  handleConnectionState(): void {
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  /** @internal A connection tells a track again whenever its sender takes it up again. */
  handleTrack(track: MediaStreamTrack): void {
    for (const old of this.stream.getTracks()) {
      // The last picture of a dropped connection stays until the next one brings its own.
      if (old.kind === track.kind && old !== track) {
        this.#forget(old);
      }
    }
    if (!this.#tracks.has(track)) {
      const listening = new AbortController();
      this.#tracks.set(track, listening);
      for (const type of ['mute', 'unmute', 'ended']) {
        track.addEventListener(type, () => this.#tracksChanged(), { signal: listening.signal });
      }
      this.stream.addTrack(track);
    }
    this.#tracksChanged();
  }

  /** @internal It has left: nothing more comes of it. */
  close(): void {
    for (const track of this.stream.getTracks()) {
      this.#forget(track);
    }
    this.#tracksChanged();
  }

  #forget(track: MediaStreamTrack): void {
    this.#tracks.get(track)?.abort();
    this.#tracks.delete(track);
    this.stream.removeTrack(track);
  }

  #tracksChanged(): void {
    this.dispatchEvent(new Event('trackschange'));
  }
}

function isComing(track: MediaStreamTrack): boolean {
  return track.readyState === 'live' && !track.muted;
}
