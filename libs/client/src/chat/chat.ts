// The chat of a call: every message arrives once and in order at everyone who was there when it was written.
import { CallError } from '../call-error.ts';
import type { CallChannel } from '../data/call-channel.ts';
import type { CallData } from '../data/call-data.ts';
import type { ReceivedData } from '../data/channel-message.ts';
import { randomId } from '../random-id.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { ChatMessageEvent, type ChatEventMap } from './chat-events.ts';
import { ChatHistory } from './chat-history.ts';
import { CHAT_LIMITS, codePoints, type ChatDelivery, type ChatMessage } from './chat-message.ts';
import { CHAT_CHANNEL, chatFrameOf, type ChatFrame } from './chat-wire.ts';
import { TypingSender, Typists } from './typing.ts';

/** To whom. */
export interface ChatOptions {
  /** A participant's id. Default: everyone who is here. */
  to?: string | undefined;
}

/**
 * Text messages between those in a call, over its data channels: no server sees them. A message is for those who are in the
 * call when it is written; each of them confirms it, and until then it is sent again on every new connection, after a
 * reload of either side too. What a receiver has already is dropped by its id.
 *
 * @example
 * const chat = new Chat(new CallData(call));
 * chat.addEventListener('message', ({ message }) => list.append(lineOf(message)));
 * chat.send('Hello everyone');
 */
export class Chat extends TypedEventTarget<ChatEventMap> {
  readonly #data: CallData;
  readonly #channel: CallChannel;
  readonly #history: ChatHistory;
  readonly #typing: TypingSender;
  readonly #typists: Typists;

  /**
   * Has the messages of earlier pages of this seat at once.
   *
   * @throws CallError `data-in-use` when the call has a chat already
   */
  constructor(data: CallData);
  /** @internal with a storage of the test's */
  constructor(data: CallData, storage: () => Storage);
  constructor(data: CallData, storage = () => sessionStorage) {
    super();
    if (data.channels.has(CHAT_CHANNEL)) {
      throw new CallError('data-in-use', 'This call has its Chat already. Use that.');
    }
    const { call } = data;
    this.#data = data;
    this.#history = new ChatHistory(call.id, call.self.id, storage);
    this.#channel = data.reserve(CHAT_CHANNEL);
    this.#typing = new TypingSender((active, to) => this.#tell({ type: 'typing', active }, to));
    this.#typists = new Typists(() => this.dispatchEvent(new Event('typingchange')));
    for (const id of this.#awaited()) {
      if (!call.participants.has(id)) {
        this.#setDelivery(id, 'left', () => true);
      }
    }
    this.#channel.addEventListener('open', ({ participant }) => this.#sendPending(participant.id));
    this.#channel.addEventListener('close', ({ participant }) => this.#typists.set(participant.id, false));
    this.#channel.addEventListener('message', (event) => this.#receive(event.participant, event.data));
    call.addEventListener('participantleft', ({ participant }) => this.#left(participant.id));
    call.addEventListener('ended', () => this.#end(), { once: true });
  }

  /** Everything that was written, in the order in which it came here. Another array after each change. */
  get messages(): readonly ChatMessage[] {
    return this.#history.messages;
  }

  /** Those who are typing now. */
  get typists(): RemoteParticipant[] {
    const { participants } = this.#data.call;
    return this.#typists.ids.flatMap((id) => participants.get(id) ?? []);
  }

  /**
   * Writes to everyone who is here, or to one alone.
   *
   * @returns the message, which stands in `messages`
   * @throws CallError `text-empty`, `text-too-long`, `nobody-here`, `participant-not-found`, `call-ended`
   */
  send(text: string, { to }: ChatOptions = {}): ChatMessage {
    const { call } = this.#data;
    if (call.endReason !== null) {
      throw new CallError('call-ended', 'The call is over.');
    }
    assertText(text);
    const recipients = [...call.participants.keys()].filter((id) => to === undefined || id === to);
    if (recipients.length === 0) {
      throw to === undefined
        ? new CallError('nobody-here', 'Nobody else is in the call. Write when somebody has come.')
        : new CallError('participant-not-found', 'Nobody of this id is in the call.');
    }
    const message: ChatMessage = {
      id: randomId(12),
      from: call.self.id,
      name: call.self.displayName,
      text,
      to: to ?? null,
      at: Date.now(),
      own: true,
      delivery: Object.fromEntries(recipients.map((id) => [id, 'pending'])),
    };
    this.#history.add(message);
    this.#typing.forget();
    for (const id of recipients) {
      this.#transmit(message, id);
    }
    this.dispatchEvent(new ChatMessageEvent('message', message));
    return message;
  }

  /** This side types: to be called at every key, for it is told at most every 3 seconds and expires after 6. */
  typing({ to }: ChatOptions = {}): void {
    this.#typing.typing(to, Date.now());
  }

  /** This side has stopped without sending anything. */
  stopTyping(): void {
    this.#typing.stop();
  }

  #receive(participant: RemoteParticipant, data: ReceivedData): void {
    const frame = chatFrameOf(data);
    switch (frame?.type) {
      case 'message':
        this.#take(participant, frame);
        return;
      case 'received':
        this.#setDelivery(participant.id, 'delivered', ({ id }) => id === frame.id);
        return;
      case 'typing':
        this.#typists.set(participant.id, frame.active);
        return;
      default:
    }
  }

  #take(participant: RemoteParticipant, { id, text, private: alone }: ChatFrame & { type: 'message' }): void {
    const from = participant.id;
    if (!this.#history.has(from, id)) {
      const { call } = this.#data;
      const to = alone ? call.self.id : null;
      const name = participant.displayName;
      const message: ChatMessage = { id, from, name, text, to, at: Date.now(), own: false, delivery: {} };
      // Kept before it is confirmed: what was confirmed is never sent again.
      this.#history.add(message);
      this.#typists.set(from, false);
      this.dispatchEvent(new ChatMessageEvent('message', message));
    }
    this.#tell({ type: 'received', id }, from);
  }

  #sendPending(to: string): void {
    for (const message of this.messages) {
      if (message.delivery[to] === 'pending') {
        this.#transmit(message, to);
      }
    }
  }

  #transmit({ id, text, to: only }: ChatMessage, to: string): void {
    this.#tell({ type: 'message', id, text, ...(only !== null && { private: true as const }) }, to);
  }

  /** What does not get through is sent again when the channel is open. */
  #tell(frame: ChatFrame, to: string | undefined): void {
    if (this.#channel.isOpen(to)) {
      this.#channel.send(frame, { to }).catch(() => {});
    }
  }

  #left(id: string): void {
    this.#typists.set(id, false);
    this.#setDelivery(id, 'left', () => true);
  }

  #setDelivery(to: string, state: ChatDelivery, concerns: (message: ChatMessage) => boolean): void {
    const changed = this.#history.update((message) =>
      message.delivery[to] === 'pending' && concerns(message)
        ? { ...message, delivery: { ...message.delivery, [to]: state } }
        : message,
    );
    for (const message of changed) {
      this.dispatchEvent(new ChatMessageEvent('messagechange', message));
    }
  }

  /** Those who have not confirmed everything. */
  #awaited(): Set<string> {
    return new Set(
      this.messages.flatMap(({ delivery }) => Object.keys(delivery).filter((id) => delivery[id] === 'pending')),
    );
  }

  #end(): void {
    this.#typists.clear();
    this.#history.forget();
  }
}

function assertText(text: string): void {
  if (text.trim() === '') {
    throw new CallError('text-empty', 'A message has something in it.');
  }
  const length = codePoints(text);
  if (length > CHAT_LIMITS.text) {
    throw new CallError(
      'text-too-long',
      `A message has at most ${CHAT_LIMITS.text} characters, and this one has ${length}.`,
    );
  }
}
