// The named channels on one RTCPeerConnection: opens ours, takes theirs. Knows nothing of calls.
import type { ChannelSettings } from './channel-options.ts';
import { Lane } from './lane.ts';

/**
 * Milliseconds for which a side that answers waits, once SCTP stands, for the names that the other side opens, before it
 * opens its own: those who both open the same name share one channel then. If it is too short there are two, which do.
 */
const ANNOUNCEMENT_TIME = 300;

export interface PeerLinkOwner {
  /** The names that are open here. */
  wanted(): Iterable<readonly [name: string, settings: ChannelSettings]>;
  /** There is a lane for a name: the other side opened it, or this one did. */
  handleLane(name: string, lane: Lane): void;
}

export class PeerLink {
  readonly native: RTCPeerConnection;
  readonly lanes = new Map<string, Lane>();
  readonly #owner: PeerLinkOwner;
  readonly #listening = new AbortController();
  /** `new` until it is known who offers; `waiting` for what the other side announces. */
  #state: 'new' | 'waiting' | 'ready' = 'new';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #permitted = true;

  constructor(native: RTCPeerConnection, owner: PeerLinkOwner) {
    this.native = native;
    this.#owner = owner;
    native.addEventListener('datachannel', ({ channel }) => this.adopt(channel), { signal: this.#listening.signal });
  }

  /** Begins at once if it has described itself already: then this comes late, and has to renegotiate. */
  resume(): void {
    if (this.native.localDescription) {
      this.#ready();
    }
  }

  /** Whether there may be channels on it: while not, those that there are close, and others are refused. */
  permit(permitted: boolean): void {
    if (this.#permitted === permitted) {
      return;
    }
    this.#permitted = permitted;
    if (!permitted) {
      this.#closeLanes();
    } else if (this.#state === 'ready') {
      this.#ready();
    }
  }

  /** It is about to describe itself. The first time it becomes clear who opens what both want. */
  begin(): void {
    if (this.#state !== 'new') {
      return;
    }
    const { signalingState, remoteDescription } = this.native;
    if (signalingState === 'have-remote-offer' && /^m=application [^0]/m.test(remoteDescription?.sdp ?? '')) {
      this.#state = 'waiting';
      this.#awaitAnnouncements();
    } else {
      this.#ready();
    }
  }

  /** Opens the name unless the other side has, now or as soon as it is clear that it does not. */
  open(name: string, settings: ChannelSettings): void {
    const { ordered, maxRetransmits, maxPacketLifeTime } = settings;
    if (this.#permitted && this.#state === 'ready' && !this.lanes.has(name)) {
      const init = {
        ordered,
        ...(maxRetransmits !== null && { maxRetransmits }),
        ...(maxPacketLifeTime !== null && { maxPacketLifeTime }),
      };
      this.#lane(name).add(this.native.createDataChannel(name, init), 'us');
    }
  }

  /** A channel that the other side opened. */
  adopt(channel: RTCDataChannel): void {
    if (!this.#permitted) {
      channel.close();
    } else if (channel.readyState === 'connecting' || channel.readyState === 'open') {
      this.#lane(channel.label).add(channel, 'them');
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listening.abort();
    this.#closeLanes();
  }

  #closeLanes(): void {
    for (const lane of this.lanes.values()) {
      lane.close();
    }
  }

  #lane(name: string): Lane {
    const known = this.lanes.get(name);
    if (known) {
      return known;
    }
    const lane: Lane = new Lane(this.native, () => this.lanes.delete(name));
    this.lanes.set(name, lane);
    this.#owner.handleLane(name, lane);
    return lane;
  }

  #ready(): void {
    this.#state = 'ready';
    for (const [name, settings] of this.#owner.wanted()) {
      this.open(name, settings);
    }
  }

  #awaitAnnouncements(): void {
    const { native } = this;
    const { signal } = this.#listening;
    const look = (): void => {
      const { sctp } = native;
      if (native.connectionState !== 'connected' || this.#timer !== undefined) {
        return;
      }
      if (sctp?.state === 'connecting') {
        sctp.addEventListener('statechange', look, { signal, once: true });
      } else {
        this.#timer = setTimeout(() => this.#ready(), ANNOUNCEMENT_TIME);
      }
    };
    native.addEventListener('connectionstatechange', look, { signal });
  }
}
