// npm run screenshots: pictures of every screen, on a desk and on a phone, light and dark, into screenshots/ for people to look at.
import type { Browser, BrowserContextOptions } from '@playwright/test';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startServer } from '../support/start-server.ts';
import { launchChromium } from './support/chromium.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';
import { OtherSite } from './support/other-site.ts';
import { Person } from './support/person.ts';

const FOLDER = fileURLToPath(new URL('../../screenshots/', import.meta.url));

const SIZES: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

async function takeAll(chromium: Browser, baseURL: string, size: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const look = `${size}-${colorScheme}`;
  const options = { ...SIZES[size], baseURL, colorScheme, reducedMotion: 'reduce' as const };
  const ada = await Person.enter('Ada', chromium, options);
  const grace = await Person.enter('Grace', chromium, options);

  await ada.page.goto('/');
  await take(ada, `${look}-start`);
  const link = await ada.createCall('Standup');
  await pictureMoves(ada.own);
  await take(ada, `${look}-waiting`);
  await grace.page.goto('/');
  await grace.startCamera();
  await grace.page.getByText('Standup').waitFor();
  await take(grace, `${look}-start-with-camera`);
  await grace.openLink(link);
  await grace.startCamera();
  await pictureMoves(grace.own);
  await take(grace, `${look}-way-in`);
  await grace.button('Join').click();
  await ada.isConnected();
  await mediaFlows(ada.page);
  await take(ada, `${look}-in-call`);
  await ada.button('More').click();
  await ada.page.getByText('Connection: ').first().waitFor();
  await take(ada, `${look}-more`);
  await ada.page.locator('summary', { hasText: 'Connection' }).click();
  await ada.page.getByText('Round trip').scrollIntoViewIfNeeded();
  await take(ada, `${look}-more-figures`);
  await ada.button('Timeline').click();
  await ada.page.getByText('Ada joined').waitFor();
  await take(ada, `${look}-timeline-in-call`);
  await ada.button('Close').click();
  await ada.page.keyboard.press('Escape');
  await ada.button('More').click();
  await ada.button('Verify this call').click();
  await ada.page.getByRole('list', { name: 'Words to compare' }).waitFor();
  await take(ada, `${look}-words`);
  await ada.button('Close').click();
  await ada.page.keyboard.press('Escape');
  await grace.button('Turn camera off').click();
  await ada.pictureOffOf('Grace').waitFor();
  await take(ada, `${look}-in-call-camera-off`);
  await grace.button('Hang up').click();
  await ada.page.getByText('Call ended').first().waitFor();
  await take(ada, `${look}-ended`);
  await ada.button('Timeline').click();
  await ada.page.getByText('The call ended: hung up').waitFor();
  await take(ada, `${look}-timeline`);
  await ada.page.goto('/c/AAAAAAAAAAAAAAAAAAAAAA');
  await ada.trouble.waitFor();
  await take(ada, `${look}-trouble`);
  await ada.page.goto('/check');
  await ada.page.getByText('Calls work, but').waitFor();
  await take(ada, `${look}-check`);
  await ada.leave();
  await grace.leave();
}

/** Who comes in: at the door, and seen from within. */
async function takeDoors(
  chromium: Browser,
  baseURL: string,
  size: string,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const look = `${size}-${colorScheme}`;
  const enter = (name: string): Promise<Person> =>
    Person.enter(name, chromium, { ...SIZES[size], baseURL, colorScheme, reducedMotion: 'reduce' });
  const [ada, grace, katherine] = [await enter('Ada'), await enter('Grace'), await enter('Katherine')];
  const link = await ada.createCall('Behind doors', 4);
  await ada.page.getByText('Who may come in').click();
  await ada.page.getByLabel('Password').fill('open sesame');
  await ada.page.getByLabel('Password').scrollIntoViewIfNeeded();
  await take(ada, `${look}-door-settings`);
  await ada.button('Set').click();
  await ada.page.getByText('Newcomers are asked for a password.').waitFor();
  await grace.openLink(link);
  await grace.startCamera();
  await grace.page.getByLabel('Password').fill('open barley');
  await grace.button('Join').click();
  await grace.trouble.waitFor();
  await take(grace, `${look}-wrong-password`);
  await ada.button('Remove password').click();
  await ada.page.getByRole('switch', { name: 'Lobby' }).click();
  await ada.page.getByText('Who may come in').click();
  for (const someone of [grace, katherine]) {
    await someone.join(link);
    await ada.page.getByText(`${someone.name} would like to join`).waitFor();
  }
  await ada.page.evaluate(() => scrollTo(0, 0));
  await take(grace, `${look}-knocking`);
  await take(ada, `${look}-knocks-while-waiting`);
  await ada.button('Admit').first().click();
  await ada.isConnected();
  await mediaFlows(ada.page);
  await take(ada, `${look}-knock-in-call`);
  await ada.button('Refuse').click();
  await katherine.trouble.waitFor();
  await take(katherine, `${look}-refused`);
  await ada.button('More').click();
  await ada.button('Lock call').scrollIntoViewIfNeeded();
  await take(ada, `${look}-more-doors`);
  await ada.button('People').click();
  await ada.button('Ask to mute').click();
  await take(ada, `${look}-people`);
  await grace.page.getByText('You were asked to mute').waitFor();
  await take(grace, `${look}-asked-to-mute`);
  await ada.button('Close').click();
  await ada.button('End for all').click();
  await ada.page.getByRole('dialog').waitFor();
  await take(ada, `${look}-end-for-all`);
  for (const someone of [ada, grace, katherine]) await someone.leave();
}

/** Three, then four, then a screen that one of them shares. */
async function takeGroup(
  chromium: Browser,
  baseURL: string,
  size: string,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const enter = (name: string): Promise<Person> =>
    Person.enter(name, chromium, { ...SIZES[size], baseURL, colorScheme, reducedMotion: 'reduce' });
  const ada = await enter('Ada');
  const link = await ada.createCall('Round table', 8);
  const others: Person[] = [];
  for (const name of ['Grace Hopper', 'Katherine', 'Hedy']) {
    const someone = await enter(name);
    others.push(someone);
    await someone.join(link);
    await ada.pictureOf(name).waitFor();
    await pictureMoves(ada.pictureOf(name));
    await ada.page.getByText('Connection: ').first().waitFor();
    await take(ada, `${size}-${colorScheme}-group-of-${others.length + 1}`);
  }
  const [grace, katherine] = others;
  await katherine!.button('Turn camera off').click();
  await ada.pictureOffOf('Katherine').waitFor();
  // A phone shares nothing: there the one who shares sits at a desk.
  const sharer = size === 'phone' ? await Person.enter('Ida', chromium, { ...SIZES['desktop'], baseURL }) : grace!;
  if (sharer !== grace) await sharer.join(link);
  await sharer.button('Share screen').click();
  await ada.pictureOf(`${sharer.name}’s screen`).waitFor();
  await pictureMoves(ada.pictureOf(`${sharer.name}’s screen`));
  await take(ada, `${size}-${colorScheme}-watching-a-screen`);
  await take(sharer, `${size}-${colorScheme}-sharing-a-screen`);
  for (const someone of [ada, ...others, sharer]) await someone.leave();
}

/** The element in a page of somebody else, which has nothing beside it. */
async function takeElement(
  chromium: Browser,
  site: OtherSite,
  parley: string,
  size: string,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const enter = async (name: string, call: string): Promise<Person> => {
    site.body = `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      <style>body { margin: 0 } parley-call { block-size: 100dvh; --parley-radius: 0 }</style>
      <script src="${parley}/parley.js"></script><parley-call name="${name}" ${call}></parley-call>`;
    const options = { ...SIZES[size], baseURL: site.origin, colorScheme, reducedMotion: 'reduce' as const };
    const someone = await Person.enter(name, chromium, options);
    await someone.page.goto('/');
    return someone;
  };
  const look = `${size}-${colorScheme}-element`;
  const ada = await enter('Ada', '');
  await ada.button('Start camera').waitFor();
  await take(ada, `${look}-start`);
  await ada.startCamera();
  await ada.button('Create a call').click();
  await pictureMoves(ada.own);
  await take(ada, `${look}-waiting`);
  const link = await ada.page.getByLabel('Link', { exact: true }).inputValue();
  const grace = await enter('Grace', `call="${link}" autojoin`);
  await ada.isConnected();
  await mediaFlows(ada.page);
  await take(ada, `${look}-in-call`);
  await ada.leave();
  await grace.leave();
}

async function take(someone: Person, picture: string): Promise<void> {
  await someone.page.screenshot({ path: `${FOLDER}${picture}.png` });
  console.log(`${picture}.png`);
}

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const site = await OtherSite.open(await freePort());
const server = await startServer({ env: { PARLEY_STUN_URLS: '', PARLEY_CORS_ORIGINS: site.origin } });
const chromium = await launchChromium();
try {
  for (const size of Object.keys(SIZES)) {
    for (const colours of ['light', 'dark'] as const) {
      await takeAll(chromium, server.url, size, colours);
      await takeDoors(chromium, server.url, size, colours);
      await takeGroup(chromium, server.url, size, colours);
      await takeElement(chromium, site, server.url, size, colours);
    }
  }
} finally {
  await chromium.close();
  site.close();
  await server.discard();
}
