// Firefox and Chromium in one call. Firefox is driven over WebDriver BiDi, as the system has it.
import { launch, type Browser, type Page } from 'puppeteer-core';
import { FIREFOX, findTool } from '../../scripts/lib/system-tools.ts';
import { test } from './support/fixtures.ts';
import { mediaFlows, pictureMoves, recordConnections } from './support/media.ts';

async function launchFirefox(): Promise<Browser> {
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

const button = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`);

test('Firefox joins a call that Chromium created, both see each other, and a hang-up ends it for both', async ({
  person,
}) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const firefox = await launchFirefox();
  try {
    const page = await firefox.newPage();
    await page.evaluateOnNewDocument(recordConnections);
    await page.goto(link);
    await button(page, 'Start camera').click();
    await page.locator('video[aria-label="You"]').wait();
    await button(page, 'Join').click();

    await ada.isConnected();
    await mediaFlows(ada.page);
    await pictureMoves(ada.pictureOf('Guest'));
    await mediaFlows(page);

    await ada.button('Hang up').click();
    await page.locator('::-p-text(Call ended)').wait();
  } finally {
    await firefox.close();
  }
});
