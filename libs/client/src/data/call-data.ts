// The data channels of a call: follows its connections and keeps every named channel open on each.
import { CallError } from '../call-error.ts';
import type { Call } from '../call.ts';
import { forbidden } from '../permissions.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { CallChannel } from './call-channel.ts';
import {
  assertFree,
  assertName,
  invalid,
  isReserved,
  sameSettings,
  settingsOf,
  type ChannelOptions,
} from './channel-options.ts';
import { ChannelAnnouncedEvent, type CallDataEventMap } from './data-events.ts';
import type { Lane } from './lane.ts';
import { PeerLink } from './peer-link.ts';

/** A call has one: two would open everything twice. */
const taken = new WeakSet<Call>();

/**
 * Named data channels to everyone in a call, between the participants alone: no server sees them. Each stays open over
 * ICE restarts, and comes back by itself after a new connection or a reload of the other side.
 *
 * Made right after the call it is part of the first offer; made later it costs one renegotiation.
 *
 * @example
 * const data = new CallData(call);
 * const moves = data.open('moves');
 * moves.addEventListener('message', ({ participant, data }) => play(participant.id, data));
 * await moves.send({ from: 'e2', to: 'e4' });
 */
export class CallData extends TypedEventTarget<CallDataEventMap> {
  /** The call that it belongs to. */
  readonly call: Call;
  readonly #channels = new Map<string, CallChannel>();
  readonly #links = new Map<RTCPeerConnection, PeerLink>();
  /** The connection of the moment with each participant. */
  readonly #current = new Map<RemoteParticipant, PeerLink>();
  readonly #participants = new Map<PeerLink, RemoteParticipant>();
  readonly #listening = new AbortController();

  /**
   * Opens nothing yet.
   *
   * @throws CallError `data-in-use` when the call has one already
   */
  constructor(call: Call) {
    super();
    if (taken.has(call)) {
      throw new CallError(
        'data-in-use',
        'This call has its CallData already. Use that: it carries any number of names.',
      );
    }
    taken.add(call);
    this.call = call;
    const { signal } = this.#listening;
    call.watchDescriptions((native) => this.#link(native).begin());
    call.addEventListener('participantjoined', ({ participant }) => this.#follow(participant), { signal });
    call.addEventListener('participantleft', ({ participant }) => this.#drop(participant), { signal });
    call.addEventListener('permissionschange', () => this.#permit(), { signal });
    call.addEventListener('ended', () => this.#end(), { once: true });
    for (const participant of call.participants.values()) {
      this.#follow(participant);
    }
  }

  /** The names that are open here. */
  get channels(): ReadonlyMap<string, CallChannel> {
    return this.#channels;
  }

  /**
   * Opens a name to everyone who is and will be here. Whoever opens the same name is on the same channel; who opens it
   * first is on it alone meanwhile. Opening it again answers the same object. What came for the name before is told right
   * after this, so listen at once.
   *
   * @throws CallError `invalid-channel` for a name that is empty or reserved (`parley.…`), for options that exclude each
   * other, or that are not those with which it is open; `forbidden` without the permission `data`
   */
  open(name: string, options?: ChannelOptions): CallChannel {
    assertFree(name);
    if (!this.#permitted) {
      throw forbidden();
    }
    return this.reserve(name, options);
  }

  /** @internal The same, for names that are Parley's own. */
  reserve(name: string, options?: ChannelOptions): CallChannel {
    const settings = settingsOf(options ?? {});
    const open = this.#channels.get(name);
    if (open) {
      if (options && !sameSettings(open.settings, settings)) {
        throw invalid(`The channel ${name} is open with other options. Close it first.`);
      }
      return open;
    }
    assertName(name);
    const channel: CallChannel = new CallChannel(name, settings, () => this.#close(channel));
    this.#channels.set(name, channel);
    for (const link of this.#links.values()) {
      const lane = link.lanes.get(name);
      if (lane) {
        this.#claim(link, lane, channel);
      }
      link.open(name, settings);
    }
    return channel;
  }

  #follow(participant: RemoteParticipant): void {
    const bind = (): void => this.#bind(participant);
    participant.addEventListener('connectionstatechange', bind, { signal: this.#listening.signal });
    participant.addEventListener('statechange', () => this.#permit(), { signal: this.#listening.signal });
    bind();
  }

  /** The connection with it may be another one. */
  #bind(participant: RemoteParticipant): void {
    const native = participant.peerConnection;
    const current = this.#current.get(participant);
    if (!native || current?.native === native) {
      return;
    }
    const link = this.#link(native);
    if (current) {
      this.#forget(current);
    }
    this.#current.set(participant, link);
    this.#participants.set(link, participant);
    this.#permit();
    for (const channel of participant.dataChannels) {
      link.adopt(channel);
    }
  }

  #link(native: RTCPeerConnection): PeerLink {
    const known = this.#links.get(native);
    if (known) {
      return known;
    }
    for (const link of this.#links.values()) {
      // An open offer that nobody took.
      if (link.native.signalingState === 'closed' && !this.#participants.has(link)) {
        this.#forget(link);
      }
    }
    const link: PeerLink = new PeerLink(native, {
      wanted: () => [...this.#channels].map(([name, { settings }]) => [name, settings] as const),
      handleLane: (name, lane) => this.#announced(link, name, lane),
    });
    this.#links.set(native, link);
    this.#permit();
    link.resume();
    return link;
  }

  /** Whether this side may send data. */
  get #permitted(): boolean {
    return this.call.permissions.includes('data');
  }

  /** Channels go both ways: between two there are some only if both may send data. */
  #permit(): void {
    for (const link of this.#links.values()) {
      const participant = this.#participants.get(link);
      link.permit(this.#permitted && (participant?.permissions.includes('data') ?? true));
    }
  }

  #announced(link: PeerLink, name: string, lane: Lane): void {
    const channel = this.#channels.get(name);
    if (channel) {
      this.#claim(link, lane, channel);
      return;
    }
    const participant = this.#participants.get(link);
    if (participant && !isReserved(name)) {
      this.dispatchEvent(new ChannelAnnouncedEvent(name, participant));
    }
  }

  #claim(link: PeerLink, lane: Lane, channel: CallChannel): void {
    channel.handleLane(lane, () => this.#participants.get(link) ?? null);
  }

  #close(channel: CallChannel): void {
    if (this.#channels.get(channel.name) === channel) {
      this.#channels.delete(channel.name);
      for (const link of this.#links.values()) {
        link.lanes.get(channel.name)?.close();
      }
    }
  }

  #drop(participant: RemoteParticipant): void {
    const link = this.#current.get(participant);
    this.#current.delete(participant);
    if (link) {
      this.#forget(link);
    }
  }

  #forget(link: PeerLink): void {
    link.close();
    this.#links.delete(link.native);
    this.#participants.delete(link);
  }

  #end(): void {
    this.#listening.abort();
    for (const link of this.#links.values()) {
      this.#forget(link);
    }
    this.#current.clear();
  }
}
