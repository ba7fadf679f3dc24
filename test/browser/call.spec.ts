// The main job: two people in one call, from the start page to the hang-up.
import { expect, test } from './support/fixtures.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';
import type { Person } from './support/person.ts';

/** Two people who see each other. */
async function inOneCall(person: (name: string) => Promise<Person>): Promise<[Person, Person]> {
  const ada = await person('Ada');
  const grace = await person('Grace');
  await grace.join(await ada.createCall());
  await grace.isConnected();
  await mediaFlows(grace.page);
  return [ada, grace];
}

test('one creates a call, another opens its link, both see and hear each other, one hangs up and it ends for both', async ({
  person,
}) => {
  const ada = await person('Ada');
  const link = await ada.createCall('Standup');
  expect(link).toMatch(/\/c\/[\w-]{20,}$/);

  const grace = await person('Grace');
  await grace.join(link);

  await ada.isConnected();
  await grace.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
  await pictureMoves(ada.pictureOf('Grace'));
  await pictureMoves(grace.pictureOf('Ada'));

  await grace.button('Hang up').click();
  for (const someone of [ada, grace]) {
    await expect(someone.page.getByText('Call ended').first()).toBeVisible();
    const live = await someone.page.evaluate(
      () => window.recordedConnections.filter((connection) => connection.connectionState !== 'closed').length,
    );
    expect(live).toBe(0);
  }
  expect(ada.complaints).toEqual([]);
  expect(grace.complaints).toEqual([]);
});

test('a call that was created stands in the list of open calls, and Join leads into it', async ({ person }) => {
  const ada = await person('Ada');
  await ada.createCall('Open house');

  const grace = await person('Grace');
  await grace.page.goto('/');
  const row = grace.page.getByRole('listitem').filter({ hasText: 'Open house' });
  await row
    .getByRole('button', { name: /^Join/ })
    .or(row.getByRole('link', { name: /^Join/ }))
    .click();
  await grace.startCamera();
  await grace.button('Join').click();
  await grace.isConnected();

  await grace.button('Hang up').click();
  const hopper = await person('Hopper');
  await hopper.page.goto('/');
  await expect(hopper.page.getByLabel('Your name')).toBeVisible();
  await expect(hopper.page.getByText('Open house')).toHaveCount(0);
});

test('the link copied from the waiting screen is the call’s own', async ({ person }) => {
  const ada = await person('Ada', { permissions: ['clipboard-read', 'clipboard-write', 'camera', 'microphone'] });
  const link = await ada.createCall();
  await ada.button('Copy link').click();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
});

test('muting silences, and the camera’s picture goes and comes back on the other side', async ({ person }) => {
  const [ada, grace] = await inOneCall(person);

  await ada.button('Turn camera off').click();
  await expect(ada.button('Turn camera on')).toBeVisible();
  await expect(grace.pictureOffOf('Ada')).toBeVisible();
  await ada.button('Turn camera on').click();
  await expect(grace.pictureOffOf('Ada')).toBeHidden();
  await mediaFlows(grace.page);

  await ada.button('Mute microphone').click();
  await expect(ada.button('Unmute microphone')).toBeVisible();
  await ada.button('Unmute microphone').click();
  await mediaFlows(grace.page);
});

test('switching the camera in mid-call keeps the picture coming, without a new connection', async ({ person }) => {
  const [ada, grace] = await inOneCall(person);
  const connections = () => grace.page.evaluate(() => window.recordedConnections.length);
  const before = await connections();

  await ada.button('More').click();
  const camera = ada.page.getByLabel('Camera', { exact: true });
  const first = await camera.inputValue();
  await camera.selectOption({ label: 'fake_device_2' });
  expect(await camera.inputValue()).not.toBe(first);

  await mediaFlows(grace.page);
  await pictureMoves(grace.pictureOf('Ada'));
  expect(await connections()).toBe(before);
});
