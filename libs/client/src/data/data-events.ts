// The events of a call's data: what a listener gets beside the event's name.
import type { RemoteParticipant } from '../remote-participant.ts';
import type { ReceivedData } from './channel-message.ts';

/** `open` and `close` of a channel: to and from whom. */
export class ChannelEvent extends Event {
  /** To whom the channel is open now, or no longer. */
  readonly participant: RemoteParticipant;

  /** For who makes events of their own, as in tests. */
  constructor(type: 'open' | 'close', participant: RemoteParticipant) {
    super(type);
    this.participant = participant;
  }
}

/** `message`: something came. */
export class ChannelMessageEvent extends Event {
  /** Who sent it. */
  readonly participant: RemoteParticipant;
  /** What was sent as JSON as its value, bytes as an ArrayBuffer; text that is no JSON as the string itself. */
  readonly data: ReceivedData;

  /** For who makes events of their own, as in tests. */
  constructor(participant: RemoteParticipant, data: ReceivedData) {
    super('message');
    this.participant = participant;
    this.data = data;
  }
}

/** `channel`: somebody opened a name that is not open here. */
export class ChannelAnnouncedEvent extends Event {
  /** To be given to `CallData.open`, if it is wanted. */
  readonly name: string;
  /** Who opened it. */
  readonly participant: RemoteParticipant;

  /** For who makes events of their own, as in tests. */
  constructor(name: string, participant: RemoteParticipant) {
    super('channel');
    this.name = name;
    this.participant = participant;
  }
}

/** The events of a CallChannel. */
export interface CallChannelEventMap {
  /** It is open to a participant: for the first time, or again on a new connection. */
  open: ChannelEvent;
  /** It is open to a participant no longer. What was on its way may be lost. */
  close: ChannelEvent;
  /** Something came. */
  message: ChannelMessageEvent;
}

/** The events of a CallData. */
export interface CallDataEventMap {
  /** Somebody opened a name that is not open here; what they send is kept until it is, up to 1 MiB. */
  channel: ChannelAnnouncedEvent;
}
