// npm run screenshots: pictures of every screen, on a desk and on a phone, light and dark, into screenshots/ for people to look at.
import type { Browser, BrowserContextOptions } from '@playwright/test';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startServer } from '../support/start-server.ts';
import { launchChromium } from './support/chromium.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';
import { Person } from './support/person.ts';

const FOLDER = fileURLToPath(new URL('../../screenshots/', import.meta.url));

const SIZES: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

async function takeAll(chromium: Browser, baseURL: string, size: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const options = { ...SIZES[size], baseURL, colorScheme, reducedMotion: 'reduce' as const };
  const ada = await Person.enter('Ada', chromium, options);
  const grace = await Person.enter('Grace', chromium, options);
  const take = async (someone: Person, screen: string): Promise<void> => {
    await someone.page.screenshot({ path: `${FOLDER}${size}-${colorScheme}-${screen}.png` });
    console.log(`${size}-${colorScheme}-${screen}.png`);
  };

  await ada.page.goto('/');
  await take(ada, 'start');
  const link = await ada.createCall('Standup');
  await pictureMoves(ada.own);
  await take(ada, 'waiting');
  await grace.page.goto('/');
  await grace.startCamera();
  await grace.page.getByText('Standup').waitFor();
  await take(grace, 'start-with-camera');
  await grace.openLink(link);
  await grace.startCamera();
  await pictureMoves(grace.own);
  await take(grace, 'way-in');
  await grace.button('Join').click();
  await ada.isConnected();
  await mediaFlows(ada.page);
  await take(ada, 'in-call');
  await ada.button('More').click();
  await take(ada, 'in-call-devices');
  await ada.page.keyboard.press('Escape');
  await grace.button('Turn camera off').click();
  await ada.pictureOffOf('Grace').waitFor();
  await take(ada, 'in-call-camera-off');
  await grace.button('Hang up').click();
  await ada.page.getByText('Call ended').first().waitFor();
  await take(ada, 'ended');
  await ada.page.goto('/c/AAAAAAAAAAAAAAAAAAAAAA');
  await ada.trouble.waitFor();
  await take(ada, 'trouble');
  await ada.leave();
  await grace.leave();
}

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
const chromium = await launchChromium();
try {
  for (const size of Object.keys(SIZES)) {
    for (const colours of ['light', 'dark'] as const) await takeAll(chromium, server.url, size, colours);
  }
} finally {
  await chromium.close();
  await server.discard();
}
