// What a call survives: a reload of its page, and the death of its server.
import { startServer } from '../support/start-server.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';
import { Person } from './support/person.ts';

test('a reload comes back to the same seat, and the picture comes back on both sides', async ({ person, server }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const grace = await person('Grace');
  await grace.join(link);
  await ada.isConnected();
  await grace.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);

  await grace.page.reload();

  await grace.isConnected();
  await mediaFlows(grace.page);
  await ada.isConnected();
  await mediaFlows(ada.page);
  await pictureMoves(ada.pictureOf('Grace'));
  await pictureMoves(grace.pictureOf('Ada'));
  const call = await fetch(`${server.url}/api/v1/calls/${link.split('/').at(-1)}`);
  const { participants }: { participants: { displayName: string; state: string }[] } = await call.json();
  expect(participants.map(({ displayName, state }) => [displayName, state])).toEqual([
    ['Ada', 'connected'],
    ['Grace', 'connected'],
  ]);
});

test('whoever created the call may reload, too, while waiting and in mid-call', async ({ person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  await ada.page.reload();
  await expect(ada.status).toContainText('Waiting for someone');

  const grace = await person('Grace');
  await grace.join(link);
  await ada.isConnected();
  await ada.page.reload();
  await ada.isConnected();
  await grace.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
});

test('the server is killed in mid-call: media flows on; it starts again, and the next signal gets through', async ({
  chromium,
}) => {
  const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
  const ada = await Person.enter('Ada', chromium, { baseURL: server.url });
  const grace = await Person.enter('Grace', chromium, { baseURL: server.url });
  try {
    await grace.join(await ada.createCall());
    await ada.isConnected();
    await grace.isConnected();
    await mediaFlows(grace.page);

    await server.kill();
    await expect(ada.status).toContainText('server');
    await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);

    await server.start();
    await expect(ada.status).not.toContainText('server', { timeout: 30_000 });
    await ada.isConnected();
    await expect(grace.status).not.toContainText('server', { timeout: 30_000 });
    await grace.isConnected();

    await ada.button('Turn camera off').click();
    await expect(grace.pictureOffOf('Ada')).toBeVisible();
    await ada.button('Turn camera on').click();
    await expect(grace.pictureOffOf('Ada')).toBeHidden();
    await Promise.all([mediaFlows(ada.page), mediaFlows(grace.page)]);
    expect(await ada.page.evaluate(() => window.recordedConnections.length)).toBe(1);
  } finally {
    await ada.leave();
    await grace.leave();
    await server.discard();
  }
});
