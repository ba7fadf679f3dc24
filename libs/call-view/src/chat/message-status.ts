// How an own message stands with those for whom it is, in words. Pure.
import type { ChatMessage } from '@parley/client/chat';
import type { ChatStatus } from './chat-item.ts';
import { CHAT_WORDS } from './chat-words.ts';

export function statusOf({ own, delivery }: Pick<ChatMessage, 'own' | 'delivery'>): ChatStatus | null {
  if (!own) return null;
  const states = Object.values(delivery);
  const delivered = states.filter((state) => state === 'delivered').length;
  const awaited = states.filter((state) => state !== 'left').length;
  const { delivery: words } = CHAT_WORDS;
  if (awaited === 0) return { words: words.left, settled: false };
  if (delivered === awaited) return { words: words.delivered, settled: true };
  return { words: delivered === 0 ? words.pending : words.some(delivered, awaited), settled: false };
}
