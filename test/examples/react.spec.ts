// examples/react in development, where StrictMode takes every effect down and up again.
import type { Page } from '@playwright/test';
import { mediaFlows } from '../browser/support/media.ts';
import { expect, test } from './support/fixtures.ts';

const connectionStates = (page: Page): Promise<string[]> =>
  page.evaluate(() => window.recordedConnections.map((each) => each.connectionState));

test('StrictMode enters a call once; a reload takes the seat back; a component that goes hangs up', async ({
  serve,
  visit,
  server,
}) => {
  const calls = async (): Promise<unknown[]> => (await (await fetch(`${server.url}/api/v1/calls`)).json()).items;
  const ada = await visit(await serve('react'));
  const before = (await calls()).length;
  await ada.getByRole('button', { name: 'Create a call' }).click();
  await expect(ada.getByRole('status')).toHaveText('waiting');
  expect((await calls()).slice(0, -before || undefined)).toMatchObject([
    { state: 'waiting', participants: [{ state: 'connected' }] },
  ]);

  const grace = await visit(ada.url());
  await grace.getByRole('button', { name: 'Join the call' }).click();
  await Promise.all([mediaFlows(ada), mediaFlows(grace)]);
  await expect(grace.locator('figcaption')).toHaveText(['You', 'Somebody']);
  expect([await connectionStates(ada), await connectionStates(grace)]).toEqual([['connected'], ['connected']]);

  await ada.getByRole('button', { name: 'Camera', pressed: true }).click();
  await expect(grace.locator('figcaption')).toHaveText(['You', 'Somebody (no picture)']);
  await ada.getByRole('button', { name: 'Camera', pressed: false }).click();
  await expect(grace.locator('figcaption')).toHaveText(['You', 'Somebody']);

  await grace.reload();
  await Promise.all([mediaFlows(ada), mediaFlows(grace)]);
  expect(await connectionStates(grace)).toEqual(['connected']);

  await grace.getByRole('button', { name: 'Hang up' }).click();
  await expect(grace.getByRole('button', { name: 'Join the call' })).toBeVisible();
  expect(await connectionStates(grace)).toEqual(['closed']);
  // The call has room for more: it waits for them.
  await expect(ada.getByRole('status')).toHaveText('waiting');
  await expect(ada.locator('figcaption')).toHaveText(['You']);
});

test('a call that cannot be joined says why, and the camera is freed with the component', async ({ serve, visit }) => {
  const ada = await visit(`${await serve('react')}?call=nosuchcall`);
  await ada.getByRole('button', { name: 'Join the call' }).click();
  await expect(ada.getByRole('alert')).toContainText('call');
  await expect(ada.getByRole('status')).toHaveText('idle');
  const camera = await ada.evaluateHandle(() => {
    const stream = document.querySelector('video')?.srcObject;
    return stream instanceof MediaStream ? stream.getTracks() : [];
  });
  expect(await camera.evaluate((tracks) => tracks.map(({ readyState }) => readyState))).toEqual(['live', 'live']);
  await ada.getByRole('button', { name: 'Hang up' }).click();
  await expect
    .poll(() => camera.evaluate((tracks) => tracks.map(({ readyState }) => readyState)))
    .toEqual(['ended', 'ended']);
});
