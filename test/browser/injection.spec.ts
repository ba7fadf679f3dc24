// What one participant or back end writes is text to everyone else: no name, message, file or metadata becomes part of a page.
import type { Page } from '@playwright/test';
import { api } from '../support/rest-api.ts';
import { expect, test } from './support/fixtures.ts';

/** Each would run in a page that takes it for HTML, an address or a style. */
const HOSTILE = [
  '<img src=x onerror="window.ran=1">',
  '"><script>window.ran=1</script>',
  '<svg/onload=window.ran=1>',
  'javascript:window.ran=1',
  '{{constructor.constructor("window.ran=1")()}}',
] as const;

/** As a system lets a file be named, a slash being the one character that it does not. */
const NAME_OF_FILE = '"><img src=x onerror=window.ran=1>.svg';
/** A picture that is a program too, where it is opened as a document. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="top.ran=1"><script>top.ran=1</script></svg>`;

/** Notes everything by which a page could have been touched. */
async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const found: string[] = [];
    Object.assign(window, { found });
    addEventListener('securitypolicyviolation', ({ violatedDirective }) => found.push(violatedDirective));
  });
}

async function touched(page: Page): Promise<unknown> {
  return page.evaluate(() => ({
    ran: 'ran' in window,
    violations: Reflect.get(window, 'found'),
    foreign: document.querySelectorAll('main img[src="x"], script:not([src]), svg[onload], a[href^="javascript:"]')
      .length,
  }));
}

const UNTOUCHED = { ran: false, violations: [], foreign: 0 };

test('names, what is written and files that are sent stay text on every screen', async ({ person, server }) => {
  const [nameOfCall, nameOfAda] = [HOSTILE.join(' '), HOSTILE[0] + HOSTILE[1]];
  const { body: call } = await api(server.url).post<{ joinUrl: string }>('/calls', {
    name: nameOfCall,
    metadata: { note: HOSTILE[0] },
  });
  const [ada, grace] = [await person('Ada'), await person('Grace')];
  for (const { page } of [ada, grace]) await watchPage(page);

  await grace.page.goto('/');
  await expect(grace.page.getByText(HOSTILE[1]).first()).toBeVisible();
  await ada.page.goto(call.joinUrl);
  await expect(ada.page.getByRole('heading')).toContainText(HOSTILE[0]);
  await ada.page.getByLabel('Your name').fill(nameOfAda);
  await ada.startCamera();
  await ada.button('Join').click();
  await grace.join(call.joinUrl);
  await grace.isConnected();
  await expect(grace.pictureOf(nameOfAda)).toBeVisible();
  for (const { page } of [ada, grace]) expect(await touched(page)).toEqual(UNTOUCHED);

  // What is written and sent goes past the server: only the page stands between it and its reader.
  const said = grace.page.getByRole('region', { name: 'What was said' });
  await ada.button('Chat').click();
  for (const text of [...HOSTILE, `https://x.example/${HOSTILE[1]}`]) {
    await ada.page.getByRole('textbox', { name: 'Message' }).fill(text);
    await ada.page.getByRole('textbox', { name: 'Message' }).press('Enter');
  }
  const [chooser] = await Promise.all([ada.page.waitForEvent('filechooser'), ada.button('Send a file').click()]);
  await chooser.setFiles({ name: NAME_OF_FILE, mimeType: 'image/svg+xml', buffer: Buffer.from(PICTURE) });
  await grace.button('Chat').click();
  for (const text of HOSTILE) await expect(said).toContainText(text);
  const file = said.locator('.file').filter({ hasText: NAME_OF_FILE });
  await expect(file).toBeVisible();
  await file.getByRole('button', { name: 'Accept' }).click();
  await expect(file.getByRole('button', { name: 'Save' })).toBeVisible();
  const [download] = await Promise.all([
    grace.page.waitForEvent('download'),
    file.getByRole('button', { name: 'Save' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^[^<>"/]+$/);
  for (const { page } of [ada, grace]) expect(await touched(page)).toEqual(UNTOUCHED);

  await ada.button('Hang up').click();
  await expect(grace.status).toContainText('Call ended');
  await grace.button('Timeline').click();
  await expect(grace.page.getByText(HOSTILE[1]).first()).toBeVisible();
  expect(await touched(grace.page)).toEqual(UNTOUCHED);
});

test('the policy of the page stops what should not be there at all', async ({ person }) => {
  const ada = await person('Ada');
  await watchPage(ada.page);
  await ada.page.goto('/');
  await ada.page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.ran=1">');
    const script = document.createElement('script');
    script.textContent = 'window.ran=1';
    document.body.append(script);
  });
  await expect.poll(() => ada.page.evaluate(() => Reflect.get(window, 'found'))).toHaveLength(2);
  expect(await ada.page.evaluate(() => 'ran' in window)).toBe(false);
});
