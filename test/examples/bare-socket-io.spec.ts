// examples/bare-socket-io: pages without our library, with each other and with the call page.
import { mediaFlows } from '../browser/support/media.ts';
import { expect, test } from './support/fixtures.ts';

test('two bare pages are in a call; one reloads, and has its seat back', async ({ serve, visit }) => {
  const ada = await visit(await serve('bare-socket-io'));
  await ada.getByRole('button', { name: 'Create a call' }).click();
  await expect(ada.getByRole('status')).toHaveText('in the call');
  const grace = await visit(ada.url());
  await grace.getByRole('button', { name: 'Join the call' }).click();
  await Promise.all([mediaFlows(ada), mediaFlows(grace)]);

  await grace.reload();
  await Promise.all([mediaFlows(ada), mediaFlows(grace)]);
  await expect(ada.locator('video')).toHaveCount(2);

  await grace.getByRole('button', { name: 'Hang up' }).click();
  await expect(ada.getByRole('status')).toHaveText('over: hangup');
});
