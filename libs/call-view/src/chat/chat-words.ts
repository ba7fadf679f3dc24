// The words of the chat.

export const CHAT_WORDS = {
  title: 'Chat',
  message: 'Message',
  placeholder: 'Write a message',
  send: 'Send',
  to: 'To',
  everyone: 'Everyone',
  empty: 'Messages go straight to those who are here now. No server reads or keeps them.',
  messages: 'What was said',
  latest: 'New messages',
  alone: { toYou: 'to you alone', to: (name: string): string => `to ${name} alone` },
  unread: (count: number): string => (count === 1 ? '1 unread message' : `${count} unread messages`),
  said: (name: string, words: string): string => `${name}: ${words}`,
  tooLong: (over: number): string => `${over} characters too long`,
  nobodyHere: 'Nobody else is here.',
  delivery: {
    pending: 'Sending',
    delivered: 'Delivered',
    some: (count: number, all: number): string => `Delivered to ${count} of ${all}`,
    left: 'Not delivered: they had left',
  },
} as const;

export function typingWords(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) return '';
  if (second === undefined) return `${first} is typing`;
  return names.length === 2 ? `${first} and ${second} are typing` : 'Several people are typing';
}

const TIME = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

export function timeOf(at: number): string {
  return TIME.format(at);
}
