// The chat in the page: between two and among three, with a badge, by name and key, over a reload, without any device.
import type { Locator } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { Person } from './support/person.ts';

const log = (person: Person) => person.page.getByRole('region', { name: 'What was said' });
const field = (person: Person) => person.page.getByRole('textbox', { name: 'Message' });

async function boxOf(place: Locator): Promise<{ y: number; height: number }> {
  return (await place.boundingBox()) ?? { y: 0, height: 0 };
}

async function write(person: Person, text: string): Promise<void> {
  await field(person).fill(text);
  await field(person).press('Enter');
}

/** In the page: in the moment in which it is shown, before the page comes to anything else. */
function reloadOnceItSays(list: Element, text: string): void {
  const seen = new MutationObserver(() => {
    if (!list.textContent?.includes(text)) return;
    seen.disconnect();
    window.location.reload();
    const until = performance.now() + 1000;
    while (performance.now() < until);
  });
  seen.observe(list, { subtree: true, childList: true, characterData: true });
}

/** Joins with nothing but words. */
async function joinWithChatAlone(person: Person, link: string): Promise<void> {
  await person.openLink(link);
  await person.button('Join').click();
}

test('two write to each other: a badge counts what is unread, links lead out safely, a reload keeps it all', async ({
  person,
}) => {
  const ada = await person('Ada');
  const grace = await person('Grace');
  const link = await ada.createCall();
  await joinWithChatAlone(grace, link);
  await ada.isConnected();

  await grace.button('Chat').click();
  await expect(field(grace)).toBeFocused();
  await write(grace, 'Hello <b>Ada</b>');
  await write(grace, 'See https://example.org/a?b=1.');
  await expect(grace.page.getByText('Delivered', { exact: true })).toBeVisible();
  await expect(ada.page.locator('.badge')).toHaveText('2');
  await expect(ada.button('Chat')).toHaveAccessibleDescription('2 unread messages');
  await expect(ada.page.locator('[aria-live=polite]', { hasText: 'Grace: See' })).toHaveCount(1);

  await ada.button('Chat').click();
  await expect(ada.page.locator('.badge')).toHaveCount(0);
  await expect(log(ada)).toContainText('Hello <b>Ada</b>');
  const anchor = log(ada).getByRole('link', { name: 'https://example.org/a?b=1', exact: true });
  await expect(anchor).toHaveAttribute('href', 'https://example.org/a?b=1');
  await expect(anchor).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(anchor).toHaveAttribute('target', '_blank');

  await field(ada).pressSequentially('Welc');
  await expect(grace.page.getByText('Ada is typing')).toBeVisible();
  await field(ada).fill('Welcome\nback');
  await field(ada).press('Enter');
  await expect(log(grace)).toContainText('Welcome\nback', { useInnerText: true });
  await expect(grace.page.getByText('Ada is typing')).toHaveCount(0);

  await grace.page.reload();
  await grace.isConnected();
  await grace.button('Chat').click();
  await expect(log(grace).getByRole('listitem')).toHaveCount(2);
  const reloaded = grace.page.waitForEvent('load');
  await log(grace).evaluate(reloadOnceItSays, 'Still there?');
  await write(ada, 'Still there?');
  await reloaded;
  await grace.isConnected();
  await expect(grace.page.locator('.badge')).toHaveCount(0);
  await grace.button('Chat').click();
  await expect(log(grace)).toContainText('Still there?');

  // On a phone the panel covers most of the room, and the other one's picture none the less stays in sight.
  await grace.page.setViewportSize({ width: 390, height: 844 });
  const covered = async (): Promise<number> => {
    const [panel, picture] = [grace.page.getByRole('complementary'), grace.pictureOf('Ada')];
    const [{ y: top }, { y, height }] = [await boxOf(panel), await boxOf(picture)];
    return Math.max(0, y + height - top) / height;
  };
  await expect.poll(covered).toBeLessThan(0.1);

  await field(grace).press('Escape');
  await expect(grace.button('Chat')).toBeFocused();
  expect([...ada.complaints, ...grace.complaints]).toEqual([]);
});
