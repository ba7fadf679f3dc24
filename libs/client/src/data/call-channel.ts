// One named channel of a call, to everyone in it: what a program sends and receives on.
import { CallError } from '../call-error.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { assertFits, dataOf, frameOf, type ChannelData, type ReceivedData } from './channel-message.ts';
import type { ChannelSettings } from './channel-options.ts';
import { receivingStream, sendingStream } from './channel-streams.ts';
import { ChannelEvent, ChannelMessageEvent, type CallChannelEventMap } from './data-events.ts';
import type { Lane } from './lane.ts';

/** To whom a message goes. */
export interface SendOptions {
  /** A participant's id. Default: everyone to whom the channel is open. */
  to?: string | undefined;
}

/**
 * A named channel to everyone in the call. It opens by itself to whoever comes, and again on every new connection.
 * Made by `CallData.open`.
 */
export class CallChannel extends TypedEventTarget<CallChannelEventMap> {
  /** The same on every side; the label of its RTCDataChannels. */
  readonly name: string;
  /** How what this side sends is delivered. */
  readonly settings: ChannelSettings;
  readonly #close: () => void;
  /** By participant's id: those to whom it is open. */
  readonly #open = new Map<string, { participant: RemoteParticipant; lane: Lane }>();

  /** @internal made by CallData */
  constructor(name: string, settings: ChannelSettings, close: () => void) {
    super();
    this.name = name;
    this.settings = settings;
    this.#close = close;
  }

  /** Those to whom it is open now. */
  get participants(): RemoteParticipant[] {
    return [...this.#open.values()].map(({ participant }) => participant);
  }

  /** Whether it is open to a participant, or to anyone at all. */
  isOpen(to?: string): boolean {
    return to === undefined ? this.#open.size > 0 : this.#open.has(to);
  }

  /** Bytes that were sent and have not left yet, to a participant or to the one to whom it is slowest. */
  bufferedAmount(to?: string): number {
    return Math.max(0, ...this.#lanes(to).map((lane) => lane.bufferedAmount));
  }

  /** Bytes of the largest message that a participant takes, or all of them do; 0 while it is open to nobody. */
  maxMessageSize(to?: string): number {
    const sizes = this.#lanes(to).map((lane) => lane.maxMessageSize);
    return sizes.length > 0 ? Math.min(...sizes) : 0;
  }

  /**
   * Sends to everyone to whom it is open, or to one. Resolves when the browser has taken it, which it does at once while
   * less than `highWaterMark` waits in its buffer: who awaits it never fills the memory. Order is kept either way, so bytes
   * must not be changed before. Sent is not received: what a connection takes along when it ends is lost.
   *
   * @throws CallError `message-too-large`, and then nobody gets it; with `to`, `channel-not-open` and `channel-closed`
   * @throws TypeError for what JSON cannot say
   */
  async send(data: ChannelData, { to }: SendOptions = {}): Promise<void> {
    const frame = frameOf(data);
    const lanes = this.#lanes(to);
    if (to !== undefined && lanes.length === 0) {
      throw notOpen();
    }
    for (const lane of lanes) {
      assertFits(frame, lane.maxMessageSize);
    }
    const sending = lanes.map((lane) => lane.send(frame));
    // Whom it is for when it is for all is whoever is there: one who goes meanwhile is not.
    await (to === undefined ? Promise.allSettled(sending) : Promise.all(sending));
  }

  /**
   * A stream of messages to one participant, for `pipeTo`: back-pressure is `bufferedAmount`'s. Bytes larger than a message
   * go as several. It closes when all has left, and fails with `channel-closed` when the connection ends, for what was on
   * its way may be lost.
   *
   * @throws CallError `channel-not-open`
   */
  writable(to: string): WritableStream<ChannelData> {
    const lane = this.#lanes(to)[0];
    if (!lane) {
      throw notOpen();
    }
    return sendingStream(this, lane, to);
  }

  /**
   * A stream of the messages that come from one participant, from now on. RTCDataChannel knows no back-pressure on what
   * comes: what is not read waits in memory. It fails with `channel-closed` when the channel closes, however that comes: let
   * the last message say that it is the last.
   */
  readable(from: string): ReadableStream<ReceivedData> {
    return receivingStream(this, from);
  }

  /** Closes it, to everyone; opening the name again makes another. */
  close(): void {
    this.#close();
  }

  /** @internal There is a connection on which it may open. */
  handleLane(lane: Lane, participantOf: () => RemoteParticipant | null): void {
    lane.claim({
      highWaterMark: this.settings.highWaterMark,
      handleOpen: () => {
        const participant = participantOf();
        if (participant) {
          this.#open.set(participant.id, { participant, lane });
          this.dispatchEvent(new ChannelEvent('open', participant));
        }
      },
      handleClose: () => {
        const participant = participantOf();
        if (participant && this.#open.get(participant.id)?.lane === lane) {
          this.#open.delete(participant.id);
          this.dispatchEvent(new ChannelEvent('close', participant));
        }
      },
      handleMessage: (payload) => {
        const participant = participantOf();
        if (participant) {
          this.dispatchEvent(new ChannelMessageEvent(participant, dataOf(payload)));
        }
      },
    });
  }

  #lanes(to: string | undefined): Lane[] {
    const open = to === undefined ? [...this.#open.values()] : [this.#open.get(to)];
    return open.flatMap((each) => each?.lane ?? []);
  }
}

function notOpen(): CallError {
  return new CallError('channel-not-open', 'The channel is not open to this participant. Wait for its event `open`.');
}
