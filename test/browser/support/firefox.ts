// The system's Firefox, with a fake camera and microphone. Driven over WebDriver BiDi, as the system has it.
import { launch, type Browser, type Page } from 'puppeteer-core';
import { FIREFOX, findTool } from '../../../scripts/lib/system-tools.ts';
import { LIBRARY_PAGE, libraryScript } from './library-page.ts';
import { recordConnections } from './media.ts';

/** @throws Error when there is no Firefox on this machine */
export async function launchFirefox(): Promise<Browser> {
  const executablePath = findTool(FIREFOX);
  if (!executablePath) throw new Error(`Firefox is missing: ${FIREFOX.advice}.`);
  return launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      // Addresses as they are: nobody answers for mDNS names here.
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.peerconnection.ice.loopback': true,
    },
  });
}

/** A button by the name that a screen reader says. */
export const firefoxButton = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`);

/** Opens a call's link, starts the camera and joins as a guest. */
export async function joinInFirefox(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await firefoxButton(page, 'Start camera').click();
  await page.locator('video[aria-label="You"]').wait();
  await firefoxButton(page, 'Join').click();
}

/** A page of somebody else's at the server's origin, with the whole library: what `libraryPage` is in Chromium. */
export async function libraryInFirefox(firefox: Browser, baseURL: string, prepare?: () => void): Promise<Page> {
  const script = await libraryScript();
  const page = await firefox.newPage();
  await page.evaluateOnNewDocument(recordConnections);
  if (prepare) await page.evaluateOnNewDocument(prepare);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/library') void request.respond({ contentType: 'text/html', body: LIBRARY_PAGE });
    else if (pathname === '/library.js') void request.respond({ contentType: 'text/javascript', body: script });
    else void request.continue();
  });
  await page.goto(`${baseURL}/library`);
  return page;
}
