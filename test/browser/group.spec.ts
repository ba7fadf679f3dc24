// Calls of more than two: everyone sees everyone.
import { expect, test } from './support/fixtures.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';
import type { Person } from './support/person.ts';

type Enter = (name: string) => Promise<Person>;

/** People in one call that the first of them made. */
async function inOneCall(person: Enter, ...names: string[]): Promise<Person[]> {
  const people: Person[] = [];
  let link = '';
  for (const name of names) {
    const someone = await person(name);
    if (link === '') link = await someone.createCall('Round table', 8);
    else await someone.join(link);
    people.push(someone);
  }
  return people;
}

/** The places of the pictures on the page. */
function placesOf(someone: Person): Promise<{ width: number; height: number }[]> {
  return someone.page
    .getByRole('figure')
    .evaluateAll((figures) => figures.map((figure) => figure.getBoundingClientRect().toJSON()));
}

test('three in a call see each other under their names; one hangs up, and the call goes on for the others', async ({
  person,
}) => {
  const people = await inOneCall(person, 'Ada', 'Grace', 'Hopper');
  for (const someone of people) {
    for (const other of people.filter(({ name }) => name !== someone.name)) {
      await expect(someone.pictureOf(other.name)).toHaveJSProperty('readyState', 4);
      await pictureMoves(someone.pictureOf(other.name));
      await expect(someone.page.getByRole('figure').getByText(other.name, { exact: true })).toBeVisible();
    }
    await mediaFlows(someone.page);
  }
  const [ada, grace, hopper] = people;
  const [one, other] = await placesOf(ada!);
  expect(one!.width).toBeCloseTo(other!.width);
  expect(one!.height).toBeCloseTo(other!.height);

  await hopper!.button('Hang up').click();
  await expect(ada!.pictureOf('Hopper')).toHaveCount(0);
  await ada!.isConnected();
  await mediaFlows(ada!.page);
  await mediaFlows(grace!.page);
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
});

test('a shared screen stands large beside the others, its owner is told, and it ends for everyone', async ({
  person,
}) => {
  const [ada, grace] = await inOneCall(person, 'Ada', 'Grace');
  await ada!.isConnected();
  await mediaFlows(grace!.page);

  await ada!.button('Share screen').click();
  await expect(ada!.page.getByText('You are sharing your screen')).toBeVisible();
  const screen = grace!.pictureOf('Ada’s screen');
  await expect(screen).toHaveJSProperty('readyState', 4);
  await pictureMoves(screen);
  const large = await screen.boundingBox();
  const small = await grace!.pictureOf('Ada').boundingBox();
  expect(large!.width).toBeGreaterThan(3 * small!.width);
  await mediaFlows(grace!.page);

  await ada!.button('Stop sharing').click();
  await expect(screen).toHaveCount(0);
  await expect(ada!.button('Share screen')).toBeVisible();
  await mediaFlows(grace!.page);
});

test('the connection has its word, and More has its figures and switches', async ({ person }) => {
  const [ada, grace] = await inOneCall(person, 'Ada', 'Grace');
  await mediaFlows(grace!.page);
  await expect(ada!.page.getByRole('banner').getByText(/^Connection: (Good|Fair|Poor)$/)).toBeVisible();

  await ada!.button('More').click();
  await ada!.page.locator('summary', { hasText: 'Connection' }).click();
  const path = ada!.page.locator('dl div', { hasText: 'Path' });
  await expect(path).toContainText('Direct');
  await expect(ada!.page.locator('dl div', { hasText: 'Picture in' })).toContainText(/\d+ × \d+/);

  const echo = ada!.page.getByRole('switch', { name: 'Echo cancellation' });
  await expect(echo).toBeChecked();
  await echo.click();
  await expect(echo).not.toBeChecked();
  await ada!.page.getByLabel('Picture quality').selectOption('Low, saves data');
  await expect
    .poll(() =>
      grace!.pictureOf('Ada').evaluate((video) => (video instanceof HTMLVideoElement ? video.videoHeight : 0)),
    )
    .toBe(180);
  expect([...ada!.complaints, ...grace!.complaints]).toEqual([]);
});
