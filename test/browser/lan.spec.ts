// From the laptop to the phone: the code on the waiting screen is read off the screen and opened over the LAN certificate.
import { devices, type Page } from '@playwright/test';
import jsQR from 'jsqr';
import { freePort, startServer } from '../support/start-server.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';
import { Person } from './support/person.ts';

/** Reads a QR code off the screen, as a phone's camera would. */
async function readCode(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: /QR code/ });
  await expect(code).toBeVisible();
  const png = `data:image/png;base64,${(await code.screenshot({ scale: 'css' })).toString('base64')}`;
  const picture = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    context.drawImage(image, 0, 0);
    return {
      width: image.width,
      height: image.height,
      data: [...context.getImageData(0, 0, image.width, image.height).data],
    };
  }, png);
  return jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data ?? 'no code was found';
}

test('a phone opens the code of the waiting screen and is in the call', async ({ chromium }) => {
  const httpsPort = await freePort();
  const secureUrl = `https://127.0.0.1:${httpsPort}`;
  const server = await startServer({
    env: { PARLEY_LAN: 'on', PARLEY_HTTPS_PORT: String(httpsPort), PARLEY_PUBLIC_URL: secureUrl, PARLEY_STUN_URLS: '' },
  });
  const { defaultBrowserType: _, ...phone } = devices['Pixel 7'] ?? { defaultBrowserType: 'chromium' };
  const ada = await Person.enter('Ada', chromium, { baseURL: server.url });
  // The person has told the phone that this certificate is fine.
  const grace = await Person.enter('Grace', chromium, { ...phone, ignoreHTTPSErrors: true });
  try {
    await ada.createCall();
    const link = await readCode(ada.page);
    expect(link).toMatch(new RegExp(`^${secureUrl}/c/`));
    await grace.join(link);
    await ada.isConnected();
    await grace.isConnected();
    await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
    expect(await grace.page.evaluate(() => window.isSecureContext)).toBe(true);
  } finally {
    await ada.leave();
    await grace.leave();
    await server.discard();
  }
});
