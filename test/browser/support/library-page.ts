// Pages with the whole client library in `window.library`, and nothing of our own page: one call, entered by `enter`.
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { inlineWorker } from '../../../libs/client/build/inline-worker.ts';
import { recordConnections } from './media.ts';
import type * as Library from './whole-library.ts';

declare global {
  interface Window {
    library: typeof Library;
    call: Library.Call;
    enter: (link: string | null, maxParticipants?: number) => Promise<string>;
  }
}

/** Everyone's picture plays; a reload comes back into the call. */
export const LIBRARY_PAGE = `<!doctype html><title>A page with the library</title><button>Tap</button><script src="/library.js"></script><script>
  const { LocalMedia, Parley } = window.library;
  window.enter = async (link, maxParticipants = 3) => {
    const parley = new Parley();
    const media = new LocalMedia();
    await media.start();
    window.call = link ? await parley.joinCall(link, { media }) : await parley.createCall({ media, maxParticipants });
    const show = ({ participant }) => {
      for (const srcObject of [participant.stream, participant.screen]) {
        document.body.append(Object.assign(document.createElement('video'), { autoplay: true, srcObject }));
      }
    };
    window.call.participants.forEach((participant) => show({ participant }));
    window.call.addEventListener('participantjoined', show);
    sessionStorage.setItem('link', window.call.joinUrl);
    return window.call.joinUrl;
  };
  if (sessionStorage.getItem('link')) window.enter(sessionStorage.getItem('link'));
</script>`;

let bundled: Promise<string> | null = null;

/** The whole library as one classic script. */
export function libraryScript(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [inlineWorker()],
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: fileURLToPath(new URL('whole-library.ts', import.meta.url)), formats: ['iife'], name: 'library' },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('The library was not bundled.');
  return output.output[0].code;
}

export interface LibraryPageOptions extends BrowserContextOptions {
  /** Runs in the page before its scripts. */
  prepare?: () => void;
}

/** A page of somebody else's at the server's origin, in a context of its own. */
export async function libraryPage(
  browser: Browser,
  baseURL: string,
  { prepare, ...options }: LibraryPageOptions = {},
): Promise<Page> {
  return openLibrary(await browser.newContext({ baseURL, ...options }), baseURL, prepare);
}

/** The same, in a context of the test's own. */
export async function openLibrary(context: BrowserContext, baseURL: string, prepare?: () => void): Promise<Page> {
  const body = await libraryScript();
  if (prepare) await context.addInitScript(prepare);
  await context.addInitScript(recordConnections);
  await context.route('**/library', (route) => route.fulfill({ contentType: 'text/html', body: LIBRARY_PAGE }));
  await context.route('**/library.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
  const page = await context.newPage();
  await page.goto(`${baseURL}/library`);
  return page;
}

/** Everyone in one call that the first of them makes, each connected with each. */
export async function meet(...pages: Page[]): Promise<string> {
  const [first, ...others] = pages as [Page, ...Page[]];
  const link = await first.evaluate(() => window.enter(null));
  for (const page of others) await page.evaluate((link) => window.enter(link), link);
  for (const page of pages) await isConnected(page, others.length);
  return link;
}

export async function isConnected(page: Page, others: number): Promise<void> {
  await page.waitForFunction(() => 'call' in window);
  await expect
    .poll(() => page.evaluate(() => [...window.call.participants.values()].map((each) => each.connectionState)))
    .toEqual(Array.from({ length: others }, () => 'connected'));
}
