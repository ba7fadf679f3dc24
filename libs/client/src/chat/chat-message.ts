// A message of the chat, as a page shows it and the tab keeps it.

/** `pending`: sent, or to be sent as soon as there is a connection; `left`: the participant went before it arrived. */
export type ChatDelivery = 'pending' | 'delivered' | 'left';

/** One message. It is never changed: when its delivery changes, another object stands in its place. */
export interface ChatMessage {
  /** Chosen by its sender, unique for each sender. */
  readonly id: string;
  /** The participant who wrote it. */
  readonly from: string;
  /** The writer's name when it came; null without one. Data, never HTML. */
  readonly name: string | null;
  /** What was written. Data, never HTML. */
  readonly text: string;
  /** The participant for whom alone it is; null for everyone. */
  readonly to: string | null;
  /** When it was written here, or came: milliseconds since the Unix epoch, by this side's clock. */
  readonly at: number;
  /** Whether this side wrote it. */
  readonly own: boolean;
  /** By participant's id, how it stands with each for whom it is; empty for what others wrote. */
  readonly delivery: Readonly<Record<string, ChatDelivery>>;
}

/** How much a message may hold. */
export const CHAT_LIMITS: Readonly<{
  /** Characters of a text, in Unicode code points. */
  text: number;
}> = { text: 4000 };

/** Characters as people count them, near enough: code points, not UTF-16 units. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}

/** Whether everyone for whom it is has it, those aside who left. */
export function isDelivered({ delivery }: ChatMessage): boolean {
  return !Object.values(delivery).includes('pending');
}
