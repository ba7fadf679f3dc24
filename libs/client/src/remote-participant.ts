// Another participant as this one sees it: who it is, what it sends, how the connection to it stands.
import type { Participant, ParticipantState } from '@parley/protocol';
import { TypedEventTarget } from './typed-event-target.ts';

export interface RemoteParticipantEventMap {
  /** `state` or `displayName` changed. */
  statechange: Event;
  connectionstatechange: Event;
  /** A track came, went, or its sender began or stopped sending on it. */
  trackschange: Event;
}

/** Another participant of the call, and the media that comes from it. */
export class RemoteParticipant extends TypedEventTarget<RemoteParticipantEventMap> {
  readonly id: string;
  /** What the participant sends. The same object for as long as the participant stays: set it as a video's `srcObject` once. */
  readonly stream: MediaStream;
  #participant: Participant;
  #peerConnection: RTCPeerConnection | null = null;

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

  /** Whether sound is coming (or its sender is silent, but not switched off). */
  get hasAudio(): boolean {
    return this.stream.getAudioTracks().some((track) => !track.muted);
  }

  /** Whether a picture is coming. */
  get hasVideo(): boolean {
    return this.stream.getVideoTracks().some((track) => !track.muted);
  }
}
