// Firefox and Chromium in one call.
import { launchFirefox, joinInFirefox } from './support/firefox.ts';
import { test } from './support/fixtures.ts';
import { mediaFlows, pictureMoves, recordConnections } from './support/media.ts';

test('Firefox joins a call that Chromium created, both see each other, and a hang-up ends it for both', async ({
  person,
}) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const firefox = await launchFirefox();
  try {
    const page = await firefox.newPage();
    await page.evaluateOnNewDocument(recordConnections);
    await joinInFirefox(page, link);

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
