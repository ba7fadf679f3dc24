// Files in the page: picked, dropped and pasted, accepted and refused, with words that a person understands.
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { onDisk } from './support/file-calls.ts';
import type { Person } from './support/person.ts';

/** One pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const file = (person: Person, name: string) =>
  person.page.getByRole('region', { name: 'What was said' }).locator('.file').filter({ hasText: name });

test('a file is picked, refused or accepted and saved; pictures are dropped and pasted, and seen', async ({
  person,
}) => {
  const ada = await person('Ada');
  const grace = await person('Grace');
  const link = await ada.createCall();
  await grace.openLink(link);
  await grace.button('Join').click();
  await ada.isConnected();
  await ada.button('Chat').click();

  await pick(ada, { name: 'notes <b>.txt', mimeType: 'text/plain', buffer: Buffer.from('What we said.') });
  await expect(file(ada, 'notes')).toContainText('13 byte · Waiting for Grace');
  await expect(grace.page.locator('.badge')).toHaveText('1');
  await grace.button('Chat').click();
  await expect(file(grace, 'notes')).toContainText('notes <b>.txt');
  const accept = file(grace, 'notes').getByRole('button', { name: 'Accept' });
  await expect(accept).toHaveAccessibleDescription('notes <b>.txt');
  await accept.click();
  await expect(file(ada, 'notes')).toContainText('Received by Grace');
  const [download] = await Promise.all([
    grace.page.waitForEvent('download'),
    file(grace, 'notes').getByRole('button', { name: 'Save' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('notes _b_.txt');
  // Through a worker that the page's policy lets start.
  expect(await onDisk(grace.page)).toEqual([13]);

  await pick(ada, { name: 'unwanted.txt', mimeType: 'text/plain', buffer: Buffer.from('No.') });
  await file(grace, 'unwanted').getByRole('button', { name: 'Refuse' }).click();
  await expect(file(ada, 'unwanted')).toContainText('Grace refused it');
  await expect(file(grace, 'unwanted')).toContainText('You refused it');

  await ada.page.setViewportSize({ width: 1280, height: 480 });
  await drop(grace.page, 'dropped.png');
  await expect(file(grace, 'dropped').getByRole('img', { name: 'Picture: dropped.png' })).toBeVisible();
  await file(ada, 'dropped').getByRole('button', { name: 'Accept' }).click();
  await expect(file(ada, 'dropped').getByRole('img', { name: 'Picture: dropped.png' })).toBeVisible();
  // The row has grown at the end of a list that was at its end.
  await expect.poll(() => ada.page.locator('.chat-scroll').evaluate(hiddenOf)).toEqual({ above: true, below: 0 });

  await paste(ada.page, 'pasted.png');
  await expect(file(ada, 'pasted').getByRole('button', { name: 'Cancel' })).toBeVisible();
  await file(ada, 'pasted').getByRole('button', { name: 'Cancel' }).click();
  await expect(file(grace, 'pasted')).toContainText('Cancelled');

  // What was received stands where it stood, between what was said before and after it.
  const said = grace.page.getByRole('region', { name: 'What was said' });
  await ada.page.getByRole('textbox', { name: 'Message' }).fill('That is all.');
  await ada.page.keyboard.press('Enter');
  await expect(said).toContainText('That is all.');
  await grace.page.reload();
  await grace.isConnected();
  await expect(grace.page.locator('.badge')).toHaveCount(0);
  await grace.button('Chat').click();
  await expect(said).toHaveText(/notes <b>\.txt.*That is all\./s);
});

/** In the page: what a list hides above and below what is seen of it. */
function hiddenOf({ scrollTop, scrollHeight, clientHeight }: Element): { above: boolean; below: number } {
  return { above: scrollTop > 0, below: Math.floor(Math.abs(scrollHeight - clientHeight - scrollTop)) };
}

async function pick(person: Person, chosen: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const [chooser] = await Promise.all([person.page.waitForEvent('filechooser'), person.button('Send a file').click()]);
  await chooser.setFiles(chosen);
}

/** Drags a picture over the room, and lets it go. */
async function drop(page: Page, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(pictureTransfer, { name, base64: PICTURE });
  await page.dispatchEvent('.room-main', 'dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop files to send them to everyone here')).toBeVisible();
  await page.dispatchEvent('.room-main', 'drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop files to send them to everyone here')).toBeHidden();
}

async function paste(page: Page, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(pictureTransfer, { name, base64: PICTURE });
  await page.evaluate((clipboardData) => {
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, transfer);
}

/** In the page. */
function pictureTransfer({ name, base64 }: { name: string; base64: string }): DataTransfer {
  const transfer = new DataTransfer();
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
  transfer.items.add(new File([bytes], name, { type: 'image/png' }));
  return transfer;
}
