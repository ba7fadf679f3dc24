// CallData between people of one call without any connection: what is sent arrives while the two are linked.
import { ChannelEvent, ChannelMessageEvent } from '../data/data-events.ts';
import type { CallData } from '../data/call-data.ts';
import type { ReceivedData } from '../data/channel-message.ts';
import type { RemoteParticipant } from '../remote-participant.ts';

type Person = Pick<RemoteParticipant, 'id' | 'displayName'>;

export class FakeCallData {
  readonly call;
  readonly channels = new Map<string, FakeCallChannel>();
  /** Everything that was sent, as `{receiver} {JSON}`. */
  readonly sent: string[] = [];

  constructor(self: string, others: readonly string[]) {
    const call = new EventTarget();
    const participants = new Map(others.map((id) => [id, personOf(id)]));
    this.call = Object.assign(call, { id: 'a-call', self: personOf(self), participants, endReason: null });
  }

  reserve(name: string): FakeCallChannel {
    const channel = new FakeCallChannel(this);
    this.channels.set(name, channel);
    return channel;
  }

  /** As the class under test takes it. */
  get port(): CallData {
    return this as unknown as CallData;
  }

  /** Somebody is gone for good. */
  leave(id: string): void {
    const participant = this.call.participants.get(id);
    this.call.participants.delete(id);
    this.call.dispatchEvent(Object.assign(new Event('participantleft'), { participant }));
  }
}

export class FakeCallChannel extends EventTarget {
  readonly #data: FakeCallData;
  readonly #links = new Map<string, FakeCallChannel>();

  constructor(data: FakeCallData) {
    super();
    this.#data = data;
  }

  isOpen(to?: string): boolean {
    return to === undefined ? this.#links.size > 0 : this.#links.has(to);
  }

  async send(data: ReceivedData, { to }: { to?: string } = {}): Promise<void> {
    for (const [id, other] of this.#links) {
      if (to === undefined || to === id) {
        this.#data.sent.push(`${id} ${JSON.stringify(data)}`);
        other.take(this.#data.call.self.id, structuredClone(data));
      }
    }
    await Promise.resolve();
  }

  /** Something comes from a participant. */
  take(from: string, data: ReceivedData): void {
    queueMicrotask(() => this.dispatchEvent(new ChannelMessageEvent(this.#person(from), data)));
  }

  /** A connection stands, or another one does. */
  link(id: string, other: FakeCallChannel): void {
    this.#links.set(id, other);
    this.dispatchEvent(new ChannelEvent('open', this.#person(id)));
  }

  /** It is gone, with what is on its way. */
  cut(id: string): void {
    this.#links.delete(id);
    this.dispatchEvent(new ChannelEvent('close', this.#person(id)));
  }

  #person(id: string): RemoteParticipant {
    return (this.#data.call.participants.get(id) ?? personOf(id)) as RemoteParticipant;
  }
}

function personOf(id: string): Person {
  return { id, displayName: id.toUpperCase() };
}
