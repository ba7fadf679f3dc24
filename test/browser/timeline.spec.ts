// The flight recorder: what happened in a call, from both sides, on one time axis.
import { readFile } from 'node:fs/promises';
import type { Timeline } from '../../libs/client/src/flight-recorder.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';

test('a call’s timeline shows both sides, with their states in order, in the call and after it', async ({ person }) => {
  const ada = await person('Ada');
  const grace = await person('Grace');
  const link = await ada.createCall('Standup');
  await grace.join(link);
  await ada.isConnected();
  await grace.isConnected();
  await mediaFlows(grace.page);

  await ada.button('More').click();
  await ada.button('Timeline').click();
  const dialog = ada.page.getByRole('dialog', { name: 'Timeline' });
  const lines = dialog.getByRole('listitem');
  // Each side reports some seconds after it happened.
  await expect(async () => {
    await ada.button('Refresh').click();
    await expect(lines.filter({ hasText: 'Grace connection to Ada: connected' })).toHaveCount(1, { timeout: 1000 });
    await expect(lines.filter({ hasText: 'Grace quality of the connection to Ada' }).first()).toBeVisible({
      timeout: 1,
    });
  }).toPass();
  await expect(lines.filter({ hasText: 'Ada connection to Grace: connected' })).toHaveCount(1);
  await expect(dialog.getByRole('img', { name: 'Drawing of the timeline' })).toBeVisible();
  await expect(dialog.getByRole('heading', { name: /^(Ada|Grace)$/, includeHidden: true })).toHaveCount(2);

  const downloading = ada.page.waitForEvent('download');
  await ada.button('Export JSON').click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const { participants, entries }: Timeline = JSON.parse(text);
  expect(JSON.stringify(entries)).not.toMatch(/v=0|candidate:|ice-ufrag|\d+\.\d+\.\d+\.\d+/);
  for (const { id } of participants) {
    const told = entries.flatMap((entry) =>
      entry.kind === 'connection' && entry.participant === id ? [entry.state] : [],
    );
    expect(told.slice(-2)).toEqual(['connecting', 'connected']);
    const [joined, offered, connected] = [
      entries.findIndex((entry) => entry.kind === 'seat' && entry.participant === id),
      entries.findIndex((entry) => entry.kind === 'signal'),
      entries.findIndex((entry) => entry.kind === 'connection' && entry.state === 'connected'),
    ];
    expect(joined).toBeLessThan(connected);
    expect(offered).toBeLessThan(connected);
  }
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());

  await ada.button('Close').click();
  await grace.button('Hang up').click();
  await expect(ada.page.getByText('Call ended').first()).toBeVisible();
  await ada.button('Timeline').click();
  await expect(ada.page).toHaveURL(`${link}/timeline`);
  const ending = ada.page.getByRole('listitem').filter({ hasText: 'The call ended: hung up' });
  await expect(ending).toBeVisible();
  await ada.page.reload();
  await expect(ending).toBeVisible();
  expect([ada.complaints, grace.complaints]).toEqual([[], []]);
});

test('the timeline opens to the call’s own people: anybody else is asked for a secret', async ({ person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();
  const secret = await ada.page.evaluate(
    (id) => {
      const seat: { secret: string } = JSON.parse(sessionStorage.getItem(`parley:seat:${id}`) ?? '{}');
      return seat.secret;
    },
    link.slice(link.lastIndexOf('/') + 1),
  );
  const eve = await person('Eve');
  await eve.page.goto(`${link}/timeline`);
  const key = eve.page.getByLabel('Secret or API key');
  await key.fill('not-a-secret');
  await eve.button('Show timeline').click();
  await expect(eve.trouble).toContainText('not valid in this call');
  await key.fill(secret);
  await eve.button('Show timeline').click();
  await expect(eve.page.getByRole('listitem').filter({ hasText: 'Ada joined' })).toBeVisible();
});
