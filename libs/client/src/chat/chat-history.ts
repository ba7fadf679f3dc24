// The messages of a call, kept in sessionStorage so that a reload of this page neither loses nor repeats any.
import type { ChatMessage } from './chat-message.ts';

/** UTF-16 units of JSON that are kept of a call; browsers give an origin about five million. */
const MAX_KEPT = 500_000;

interface Kept {
  /** Another participant's messages are not this one's. */
  readonly self: string;
  readonly messages: readonly ChatMessage[];
}

export class ChatHistory {
  #messages: readonly ChatMessage[];
  readonly #storage: () => Storage;
  readonly #key: string;
  readonly #self: string;

  /** @param storage throws where there is none: then the history lives as long as the page */
  constructor(callId: string, self: string, storage: () => Storage) {
    this.#storage = storage;
    this.#key = `parley:chat:${callId}`;
    this.#self = self;
    this.#messages = this.#load();
  }

  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  has(from: string, id: string): boolean {
    return this.#messages.some((message) => message.id === id && message.from === from);
  }

  add(message: ChatMessage): void {
    this.#messages = [...this.#messages, message];
    this.#keep();
  }

  /** Puts what `change` answers in the place of each message; answers those that are others now. */
  update(change: (message: ChatMessage) => ChatMessage): ChatMessage[] {
    const before = this.#messages;
    this.#messages = before.map(change);
    const changed = this.#messages.filter((message, index) => message !== before[index]);
    if (changed.length > 0) {
      this.#keep();
    }
    return changed;
  }

  /** Nothing is kept for a next page any more. */
  forget(): void {
    try {
      this.#storage().removeItem(this.#key);
    } catch {
      // There was none.
    }
  }

  #load(): readonly ChatMessage[] {
    try {
      const kept: Kept | null = JSON.parse(this.#storage().getItem(this.#key) ?? 'null');
      return kept?.self === this.#self ? kept.messages : [];
    } catch {
      return [];
    }
  }

  #keep(): void {
    let messages = this.#messages;
    let text = this.#textOf(messages);
    while (text.length > MAX_KEPT) {
      messages = messages.slice(Math.ceil(messages.length / 2));
      text = this.#textOf(messages);
    }
    try {
      this.#storage().setItem(this.#key, text);
    } catch {
      // Private windows and sandboxed frames have none; a full one keeps what it has.
    }
  }

  #textOf(messages: readonly ChatMessage[]): string {
    const kept: Kept = { self: this.#self, messages };
    return JSON.stringify(kept);
  }
}
