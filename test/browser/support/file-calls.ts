// Calls without camera and microphone, for files: pages with the whole library, whose transfers a test looks at by name.
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { libraryPage, openLibrary } from './library-page.ts';
import type { AnyPage } from './media.ts';
import type * as Library from './whole-library.ts';

declare global {
  interface Window {
    data: Library.CallData;
    files: Library.Files;
    transfer: () => Library.IncomingFile | Library.OutgoingFile;
    /** A file whose content depends on every position. */
    fileOf: (name: string, size: number) => File;
  }
}

export interface FilesEntry {
  name: string;
  /** Of the call to join; null makes one. */
  link: string | null;
}

/** Runs in the page before its scripts. */
export function prepareFiles(): void {
  window.transfer = () => {
    const transfer = window.files.transfers.at(-1);
    if (!transfer) throw new Error('There is no transfer.');
    return transfer;
  };
  window.fileOf = (name, size) => {
    const block = Uint8Array.from({ length: 1_048_573 }, (_, index) => (index * 31) % 251);
    const blocks = Array.from({ length: Math.ceil(size / block.length) }, () => block);
    return new File([new Blob(blocks).slice(0, size)], name);
  };
}

export function filesPage(browser: Browser, baseURL: string): Promise<Page> {
  return libraryPage(browser, baseURL, { prepare: prepareFiles });
}

/** In a browser that keeps what is stored on a disk. */
export function filesPageWithDisk(context: BrowserContext, baseURL: string): Promise<Page> {
  return openLibrary(context, baseURL, prepareFiles);
}

/** Takes a seat, or takes it again after a reload; answers the call's link. */
export function enterWithFiles(page: AnyPage, { name, link }: FilesEntry): Promise<string> {
  return (page as Page).evaluate(
    async ({ name, link }) => {
      const { CallData, Files, Parley } = window.library;
      const parley = new Parley();
      window.call = await (link
        ? parley.joinCall(link, { displayName: name })
        : parley.createCall({ displayName: name, maxParticipants: 4 }));
      window.data = new CallData(window.call);
      window.files = new Files(window.data);
      return window.call.joinUrl;
    },
    { name, link },
  );
}

/** Everyone in one call, each with files, and each connected with each. */
export async function meetWithFiles(...pages: AnyPage[]): Promise<string> {
  let link: string | null = null;
  for (const [index, page] of pages.entries()) link = await enterWithFiles(page, { name: `Guest ${index}`, link });
  for (const page of pages) {
    await expect
      .poll(() =>
        (page as Page).evaluate(() => [...window.call.participants.values()].map((each) => each.connectionState)),
      )
      .toEqual(Array.from({ length: pages.length - 1 }, () => 'connected'));
  }
  return link ?? '';
}

/** How the latest transfer of a page stands: its state, and the code of its error if it has one. */
export function standing(page: AnyPage): Promise<string> {
  return (page as Page).evaluate(() => {
    const { state, error } = window.files.transfers.at(-1) ?? { state: 'none', error: null };
    return error ? `${state}: ${error.code}` : state;
  });
}

export async function offer(page: AnyPage, name: string, size: number): Promise<void> {
  await (page as Page).evaluate(({ name, size }) => void window.files.offer(window.fileOf(name, size)), { name, size });
}

/** Waits for the offer, and takes it. */
export async function accept(page: AnyPage): Promise<void> {
  await expect.poll(() => standing(page)).toBe('offered');
  await (page as Page).evaluate(async () => {
    const transfer = window.transfer();
    if (transfer.direction === 'incoming') await transfer.accept();
  });
}

/** Waits until so many bytes are written. */
export async function reaches(page: Page, bytes: number): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.transfer().transferred)).toBeGreaterThanOrEqual(bytes);
}

/** Whether what a page received is what `fileOf` makes. */
export function isWhole(page: AnyPage, size: number): Promise<boolean> {
  return (page as Page).evaluate(async (size) => {
    const transfer = window.transfer();
    if (transfer.direction === 'outgoing' || !transfer.content) return false;
    const digest = async (content: Blob): Promise<string> =>
      String(new Uint8Array(await crypto.subtle.digest('SHA-256', await content.arrayBuffer())));
    return (await digest(transfer.content)) === (await digest(window.fileOf('', size)));
  }, size);
}

/** What a page's origin has on its private disk, in bytes by name; what is removed while it is looked at is not there. */
export function onDisk(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const sizes: number[] = [];
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('parley-files', { create: true });
    for await (const seat of folder.values()) {
      if (!(seat instanceof FileSystemDirectoryHandle)) continue;
      try {
        for await (const file of seat.values()) {
          if (file instanceof FileSystemFileHandle) sizes.push((await file.getFile()).size);
        }
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
      }
    }
    return sizes;
  });
}
