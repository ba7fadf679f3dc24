// The entry `@parley/client/chat`: text messages between those in a call.
export { ChatMessageEvent, type ChatEventMap } from './chat/chat-events.ts';
export { CHAT_LIMITS, isDelivered, type ChatDelivery, type ChatMessage } from './chat/chat-message.ts';
export { Chat, type ChatOptions } from './chat/chat.ts';
