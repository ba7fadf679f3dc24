// A chat on pages with the whole library, without camera and microphone.
import type { Page } from '@playwright/test';
import type * as Library from './whole-library.ts';
import { enterWithData, type DataEntry } from './data-calls.ts';
import type { AnyPage } from './media.ts';

declare global {
  interface Window {
    chat: Library.Chat;
  }
}

/** Takes a seat, with the chat from the start; answers the call's link. */
export async function enterWithChat(page: AnyPage, entry: Omit<DataEntry, 'channels'>): Promise<string> {
  const link = await enterWithData(page, { ...entry, channels: [] });
  await (page as Page).evaluate(() => void (window.chat = new window.library.Chat(window.data)));
  return link;
}

/** What a page's chat holds, in order: `Ada: Hello`. */
export const texts = (page: AnyPage): Promise<string[]> =>
  (page as Page).evaluate(() => window.chat.messages.map(({ name, text }) => `${name}: ${text}`));

export const say = (page: AnyPage, ...lines: string[]): Promise<void> =>
  (page as Page).evaluate((lines) => lines.forEach((line) => window.chat.send(line)), lines);

/** Whether everyone for whom the page's messages are has them. */
export const allDelivered = (page: AnyPage): Promise<boolean> =>
  (page as Page).evaluate(() => window.chat.messages.every(window.library.isDelivered));
