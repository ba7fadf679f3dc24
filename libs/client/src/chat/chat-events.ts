// The events of a chat: what a listener gets beside the event's name.
import type { ChatMessage } from './chat-message.ts';

/** `message` and `messagechange`: which. */
export class ChatMessageEvent extends Event {
  /** As it is now. */
  readonly message: ChatMessage;

  /** For who makes events of their own, as in tests. */
  constructor(type: 'message' | 'messagechange', message: ChatMessage) {
    super(type);
    this.message = message;
  }
}

/** The events of a Chat. */
export interface ChatEventMap {
  /** There is a new message: it came, or was written here. */
  message: ChatMessageEvent;
  /** How it stands with somebody changed: it arrived, or they left. */
  messagechange: ChatMessageEvent;
  /** `typists` changed. */
  typingchange: Event;
}
