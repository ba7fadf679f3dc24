// Verified calls in a real browser: the same words on both sides, and not when somebody is in between.
import type { Browser, Page } from '@playwright/test';
import type { VerificationState } from '../../libs/client/src/verification.ts';
import { expect, test } from './support/fixtures.ts';
import { isConnected, libraryPage } from './support/library-page.ts';
import { byMiddle, middle, throughServer, type SignalPayload } from './support/middle.ts';
import type { Person } from './support/person.ts';
import type * as Library from './support/whole-library.ts';

declare global {
  interface Window {
    verification: Library.Verification;
  }
}

const words = (person: Person) => person.page.getByRole('list', { name: 'Words to compare' });

async function openVerification(person: Person): Promise<string> {
  await person.button('More').click();
  await person.button('Verify this call').click();
  await expect(words(person)).toBeVisible();
  return words(person).innerText();
}

test('two people compare the same words; who has verified sees it, and is told when the other side has reloaded', async ({
  person,
}) => {
  const [ada, grace] = [await person('Ada'), await person('Grace')];
  await grace.join(await ada.createCall());
  await ada.isConnected();
  await grace.isConnected();
  const seen = await openVerification(ada);
  expect(seen.split(/\s+/)).toHaveLength(4);
  expect(await openVerification(grace)).toBe(seen);
  expect(await ada.page.getByRole('list', { name: 'Emoji to compare' }).innerText()).toBe(
    await grace.page.getByRole('list', { name: 'Emoji to compare' }).innerText(),
  );
  await ada.button('They are the same').click();
  await expect(ada.page.getByTitle('Verified')).toBeVisible();
  // The button that was pressed is gone, and keys still do here what they did.
  await ada.page.keyboard.press('Escape');
  await expect(words(ada)).toBeHidden();
  await grace.page.reload();
  await expect(ada.page.getByText('Compare again')).toBeVisible();
  await expect(ada.page.getByTitle('Verified')).toBeHidden();
});

/** A page with the library, in a call that verifies. */
async function verifying(page: Page, link: string | null): Promise<string> {
  return page.evaluate(async (link) => {
    const { CallData, LocalMedia, Parley, Verification } = window.library;
    const media = new LocalMedia();
    await media.start();
    const parley = new Parley();
    window.call = link ? await parley.joinCall(link, { media }) : await parley.createCall({ media });
    window.verification = new Verification(new CallData(window.call));
    return window.call.joinUrl;
  }, link);
}

async function wordsOn(page: Page, state: VerificationState): Promise<string> {
  const status = () =>
    page.evaluate(() => {
      const [other] = window.call.participants.keys();
      const { state, words } = window.verification.of(other ?? '');
      return { state, words: words?.join(' ') ?? '' };
    });
  await expect.poll(async () => (await status()).state).toBe(state);
  return (await status()).words;
}

async function threePages(chromium: Browser, url: string): Promise<[Page, Page, Page]> {
  return [await libraryPage(chromium, url), await libraryPage(chromium, url), await libraryPage(chromium, url)];
}

test('a server that puts somebody in the middle: all connects and data gets through as if nothing were, and the words differ', async ({
  chromium,
  server,
}) => {
  const [ada, grace, mallory] = await threePages(chromium, server.url);
  await mallory.evaluate(middle);
  await throughServer(ada, byMiddle(mallory, 'ada'));
  await throughServer(grace, byMiddle(mallory, 'grace'));
  await verifying(grace, await verifying(ada, null));
  await isConnected(ada, 1);
  await isConnected(grace, 1);
  const [adas, graces] = [await wordsOn(ada, 'ready'), await wordsOn(grace, 'ready')];
  expect([adas.split(' ').length, graces.split(' ').length]).toEqual([4, 4]);
  expect(adas).not.toBe(graces);
  for (const page of [ada, grace, mallory]) await page.context().close();
});

test('a server that changes the fingerprint in mid-call is refused: the call goes on as it was, with the same words', async ({
  chromium,
  server,
}) => {
  const [ada, grace, mallory] = await threePages(chromium, server.url);
  await mallory.context().close();
  let forging = false;
  const forge = (_: string, payload: SignalPayload): Promise<SignalPayload | null> => {
    const { description } = payload;
    if (!forging || !description) return Promise.resolve(null);
    const sdp = description.sdp.replaceAll(/(a=fingerprint:sha-256 ..)(:..)(:..)/g, '$1$3$2');
    return Promise.resolve({ ...payload, description: { ...description, sdp } });
  };
  await throughServer(ada, forge);
  await verifying(grace, await verifying(ada, null));
  const before = await wordsOn(grace, 'ready');
  const refused = grace.evaluate(
    () => new Promise((resolve) => window.call.addEventListener('error', ({ error }) => resolve(error.code))),
  );
  forging = true;
  await ada.evaluate(() => window.call.media.setCamera(false));
  expect(await refused).toBe('fingerprint-changed');
  forging = false;
  expect(await wordsOn(grace, 'ready')).toBe(before);
  await isConnected(grace, 1);
  for (const page of [ada, grace]) await page.context().close();
});
