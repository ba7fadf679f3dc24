// examples/script-tag: a page that needs nothing but its server's script.
import { mediaFlows } from '../browser/support/media.ts';
import { expect, test } from './support/fixtures.ts';

test('a page with the script makes a call, which somebody joins at the call page, and hangs up', async ({
  serve,
  visit,
  person,
}) => {
  const ada = await visit(await serve('script-tag'));
  await ada.getByRole('button', { name: 'Create a call' }).click();
  await expect(ada.getByRole('status')).toHaveText('waiting');

  const grace = await person('Grace');
  await grace.join(`/c/${new URL(ada.url()).searchParams.get('call')}`);
  await grace.isConnected();
  await expect(ada.getByRole('status')).toHaveText('connected');
  await Promise.all([mediaFlows(ada), mediaFlows(grace.page)]);

  await ada.reload();
  await expect(ada.getByRole('status')).toHaveText('connected');
  await Promise.all([mediaFlows(ada), mediaFlows(grace.page)]);

  await ada.getByRole('button', { name: 'Hang up' }).click();
  await expect(ada.getByRole('status')).toHaveText('over: hangup');
  await expect(grace.page.getByText('Call ended').first()).toBeVisible();
});
