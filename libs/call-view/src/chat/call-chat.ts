// The chat of one call as signals: what was written, who types, what is unread, what is being written.
import { Chat, type ChatMessage, CHAT_LIMITS } from '@parley/client/chat';
import { batch, computed, signal } from '@preact/signals';
import { callDataOf } from '../state/call-data.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { forThisTab, keep, kept } from '../state/kept.ts';
import { WORDS } from '../words/words.ts';
import { type ChatItem, type ChatSource, merged } from './chat-item.ts';
import { messageBody } from './message-body.tsx';
import { statusOf } from './message-status.ts';

export class CallChat {
  /** For whom the next message is; null for everyone. */
  readonly to = computed(() => {
    const { value: chosen } = this.#chosen;
    return this.call.others.value.some(({ id }) => id === chosen) ? chosen : null;
  });
  readonly draft = signal('');
  /** How many characters the draft has too many; 0 for none. */
  readonly excess = computed(() => Math.max(0, Array.from(this.draft.value).length - CHAT_LIMITS.text));
  readonly typists = signal<readonly string[]>([]);
  readonly call: CurrentCall;
  readonly #chat: Chat;
  readonly #chosen = signal<string | null>(null);
  readonly #messages;
  readonly #sources = signal<readonly ChatSource[]>([]);
  readonly #readUntil;
  /** Another object for each message as it changes. */
  readonly #itemsOf = new WeakMap<ChatMessage, ChatItem>();

  constructor(call: CurrentCall) {
    this.call = call;
    this.#chat = new Chat(callDataOf(call.call));
    this.#messages = signal(this.#chat.messages);
    this.#readUntil = signal(Number(kept(forThisTab, this.#key) ?? 0));
    const update = (): void => void (this.#messages.value = this.#chat.messages);
    this.#chat.addEventListener('message', update);
    this.#chat.addEventListener('messagechange', update);
    this.#chat.addEventListener('typingchange', () => {
      this.typists.value = this.#chat.typists.map(({ displayName }) => displayName ?? WORDS.guest);
    });
  }

  readonly items = computed((): readonly ChatItem[] =>
    merged([
      this.#messages.value.map((message) => this.#itemOf(message)),
      ...this.#sources.value.map((source) => source.items()),
    ]),
  );

  /** Buttons beside the field. */
  readonly tools = computed(() => this.#sources.value.flatMap(({ Tool }) => Tool ?? []));

  readonly unread = computed(() => this.items.value.filter(({ own, at }) => !own && at > this.#readUntil.value).length);

  /** Puts something more into the list. */
  add(source: ChatSource): void {
    this.#sources.value = [...this.#sources.value, source];
  }

  /** A person's name by its id, as long as it is here. */
  nameOf(id: string): string {
    return this.call.others.value.find((other) => other.id === id)?.name ?? WORDS.guest;
  }

  choose(to: string): void {
    this.#chat.stopTyping();
    this.#chosen.value = to || null;
  }

  write(draft: string): void {
    this.draft.value = draft;
    if (draft.trim() === '') this.#chat.stopTyping();
    else this.#chat.typing({ to: this.to.value ?? undefined });
  }

  /** Sends the draft, if there is anything in it that may be sent. */
  send(): void {
    const text = this.draft.value.trim();
    if (text === '' || this.excess.value > 0 || this.call.others.value.length === 0) return;
    batch(() => {
      this.#chat.send(text, { to: this.to.value ?? undefined });
      this.draft.value = '';
    });
  }

  /** Everything so far was seen. */
  markRead(): void {
    const latest = this.items.value.at(-1)?.at ?? 0;
    if (latest > this.#readUntil.value) {
      this.#readUntil.value = latest;
      keep(forThisTab, this.#key, String(latest));
    }
  }

  get #key(): string {
    return `parley.chat-read:${this.call.id}`;
  }

  #itemOf(message: ChatMessage): ChatItem {
    let item = this.#itemsOf.get(message);
    if (!item) {
      const { id, at, from, name, own, to, text } = message;
      item = {
        key: `${from} ${id}`,
        at,
        from,
        name,
        own,
        to,
        words: text,
        status: statusOf(message),
        Body: messageBody(text),
      };
      this.#itemsOf.set(message, item);
    }
    return item;
  }
}

const known = new WeakMap<CurrentCall, CallChat>();

/** One for each call, however often its room is entered. */
export function chatOf(call: CurrentCall): CallChat {
  let chat = known.get(call);
  if (!chat) {
    chat = new CallChat(call);
    known.set(call, chat);
  }
  return chat;
}
