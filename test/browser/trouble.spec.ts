// Everything that can go wrong has a sentence that says what, another that says what to do, and a button that does it.
import { startServer } from '../support/start-server.ts';
import { launchChromium } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { Person } from './support/person.ts';

test('a camera that is refused: it says so, and sound alone is offered', async ({ server }) => {
  const chromium = await launchChromium({ grantMedia: false });
  const ada = await Person.enter('Ada', chromium, { baseURL: server.url, permissions: [] });
  await ada.page.goto('/');
  await ada.button('Start camera').click();
  await expect(ada.trouble).toContainText('This page may not use your camera.');
  await expect(ada.trouble).toContainText('Allow the camera');
  await expect(ada.trouble.getByRole('button', { name: 'Try again' })).toBeVisible();
  await ada.trouble.getByRole('button', { name: 'Sound only' }).click();
  await expect(ada.trouble).toContainText('This page may not use your microphone.');
  await expect(ada.trouble).toContainText('You can join without it');
  await chromium.close();
});

test('no camera: it says so, and one can be in the call all the same', async ({ server, person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const chromium = await launchChromium({ cameras: 0 });
  const grace = await Person.enter('Grace', chromium, { baseURL: server.url });
  await grace.openLink(link);
  await grace.button('Start camera').click();
  await expect(grace.trouble).toContainText('No camera was found.');
  await grace.button('Join').click();
  await grace.isConnected();
  await ada.isConnected();
  await chromium.close();
});

test('a camera that another program uses: it says so', async ({ person }) => {
  const ada = await person('Ada');
  await ada.page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Could not start video source', 'NotReadableError'));
  });
  await ada.page.goto('/');
  await ada.button('Start camera').click();
  await expect(ada.trouble).toContainText('Another program is using your camera.');
  await expect(ada.trouble).toContainText('Close that program');
});

test('a page in no secure context: it says so, and its button leads to the https address', async () => {
  const server = await startServer({ env: { PARLEY_PUBLIC_URL: 'https://parley.test:3443' } });
  const chromium = await launchChromium({ args: ['--host-resolver-rules=MAP parley.test 127.0.0.1'] });
  const ada = await Person.enter('Ada', chromium, { baseURL: `http://parley.test:${server.port}` });
  await ada.page.goto('/');
  await expect(ada.trouble).toContainText('not secure');
  const remedy = ada.trouble.getByRole('link', { name: 'Open the https address' });
  await expect(remedy).toHaveAttribute('href', /^https:\/\/parley\.test:3443/);
  await chromium.close();
  await server.discard();
});

test('a server that is away: it says so, and trying again works once it is back', async ({ chromium }) => {
  const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
  const ada = await Person.enter('Ada', chromium, { baseURL: server.url });
  await ada.page.goto('/');
  await ada.startCamera();
  await server.kill();
  await ada.button('Create a call').click();
  await expect(ada.trouble).toContainText('The server cannot be reached.');
  expect(await ada.page.evaluate(() => [...document.images].every((image) => image.naturalWidth > 0))).toBe(true);
  await server.start();
  await ada.trouble.getByRole('button', { name: 'Try again' }).click();
  await expect(ada.status).toContainText('Waiting for someone');
  await ada.leave();
  await server.discard();
});

test('a call that is full: it says so to the third', async ({ person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const grace = await person('Grace');
  await grace.join(link);
  await grace.isConnected();
  const hopper = await person('Hopper');
  await hopper.page.goto(link);
  const join = hopper.button('Join');
  await expect(join.or(hopper.trouble)).toBeVisible();
  if (await join.isVisible()) await join.click();
  await expect(hopper.trouble).toContainText('This call is full.');
});

test('a call that has ended: it says so to whoever opens its link', async ({ person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  await ada.button('Hang up').click();
  await expect(ada.page.getByText('Call ended').first()).toBeVisible();
  const grace = await person('Grace');
  await grace.page.goto(link);
  await expect(grace.trouble).toContainText('This call has ended.');
});

test('a link to no call: it says so', async ({ person }) => {
  const ada = await person('Ada');
  await ada.page.goto('/c/AAAAAAAAAAAAAAAAAAAAAA');
  await expect(ada.trouble).toContainText('There is no call at this address.');
  await ada.trouble.getByRole('button', { name: 'To the start page' }).click();
  await expect(ada.button('Create a call')).toBeVisible();
});

test('a call that was opened in another tab: the first says so', async ({ person }) => {
  const ada = await person('Ada');
  await ada.createCall();
  // A duplicated tab has a copy of the session's storage, and so of the seat.
  const [duplicate] = await Promise.all([
    ada.page.context().waitForEvent('page'),
    ada.page.evaluate(() => void window.open(location.href)),
  ]);
  await expect(duplicate.getByRole('status')).toContainText('Waiting for someone');
  await expect(ada.trouble).toContainText('opened elsewhere');
});
