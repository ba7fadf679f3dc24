// Calls without camera and microphone, for what travels over data channels: pages with the whole library that write down
// what each channel tells.
import type { Browser, Page } from '@playwright/test';
import type * as Library from './whole-library.ts';
import { libraryPage } from './library-page.ts';
import type { AnyPage } from './media.ts';

declare global {
  interface Window {
    data: Library.CallData;
    /** What the channels told, in order: `open Ada`, `message Ada {"n":1}`, `close Ada`. */
    told: string[];
    /** Opens a channel and has it told. */
    listen: (name: string, options?: Library.ChannelOptions) => Library.CallChannel;
  }
}

/** Runs in the page before its scripts. */
export function tellChannels(): void {
  window.told = [];
  window.listen = (name, options) => {
    const channel = window.data.open(name, options);
    for (const type of ['open', 'close'] as const) {
      channel.addEventListener(type, ({ participant }) => window.told.push(`${type} ${participant.displayName}`));
    }
    channel.addEventListener('message', ({ participant, data }) => {
      const what = data instanceof ArrayBuffer ? `${data.byteLength} bytes` : JSON.stringify(data);
      window.told.push(`message ${participant.displayName} ${what}`);
    });
    return channel;
  };
}

/** A page in a context of its own. */
export function dataPage(browser: Browser, baseURL: string): Promise<Page> {
  return libraryPage(browser, baseURL, { prepare: tellChannels });
}

export interface DataEntry {
  name: string;
  /** Of the call to join; null makes one. */
  link: string | null;
  /** Opened in the same task in which the call is there; null for a page that has no data yet. */
  channels?: readonly string[] | null;
}

/** Takes a seat, with data from the start; answers the call's link. */
export function enterWithData(page: AnyPage, { name, link, channels = ['game'] }: DataEntry): Promise<string> {
  return (page as Page).evaluate(
    async ({ name, link, channels }) => {
      const parley = new window.library.Parley();
      window.call = await (link
        ? parley.joinCall(link, { displayName: name })
        : parley.createCall({ displayName: name, maxParticipants: 4 }));
      if (channels) {
        window.data = new window.library.CallData(window.call);
        for (const channel of channels) window.listen(channel);
      }
      return window.call.joinUrl;
    },
    { name, link, channels },
  );
}

/** How many RTCDataChannels of the name there are on the page's connections, open ones alone. */
export function countChannels(page: AnyPage, name: string): Promise<number> {
  return (page as Page).evaluate(async (name) => {
    const labels: string[] = [];
    for (const connection of window.recordedConnections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'data-channel' && report.state === 'open') labels.push(report.label);
      }
    }
    return labels.filter((label) => label === name).length;
  }, name);
}

/** How many offers were made in the page's call. */
export function countOffers(page: AnyPage): Promise<number> {
  return (page as Page).evaluate(async () => {
    const { items } = await window.call.read<{ items: unknown[] }>('/signals?type=offer');
    return items.length;
  });
}

export const told = (page: AnyPage): Promise<string[]> => (page as Page).evaluate(() => window.told);
