// What the chat says on its channel, and what of it is believed. The format is in docs/data.md.
import { CHAT_LIMITS, codePoints } from './chat-message.ts';
import type { ReceivedData } from '../data/channel-message.ts';

/** The name of its channel. */
export const CHAT_CHANNEL = 'parley.chat';

const MAX_ID_LENGTH = 64;

export type ChatFrame =
  /** `private`: to its receiver alone. */
  | { type: 'message'; id: string; text: string; private?: true }
  | { type: 'received'; id: string }
  | { type: 'typing'; active: boolean };

/** Null for what is none: others may run anything. */
export function chatFrameOf(data: ReceivedData): ChatFrame | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || data instanceof ArrayBuffer) {
    return null;
  }
  const { type, id, text, active } = data;
  if (type === 'typing') {
    return typeof active === 'boolean' ? { type, active } : null;
  }
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH) {
    return null;
  }
  if (type === 'received') {
    return { type, id };
  }
  const good = type === 'message' && typeof text === 'string' && text !== '' && codePoints(text) <= CHAT_LIMITS.text;
  return good ? { type, id, text, ...(data['private'] === true && { private: true }) } : null;
}
