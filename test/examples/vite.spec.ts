// examples/vite, built as it would be put on a server.
import { mediaFlows } from '../browser/support/media.ts';
import { expect, test } from './support/fixtures.ts';

test('two are in a call of the built page, see how well each other comes through, and switch a camera', async ({
  serveBuilt,
  visit,
}) => {
  const ada = await visit(await serveBuilt('vite'));
  await ada.getByRole('button', { name: 'Create a call' }).click();
  await expect(ada.getByRole('status')).toHaveText('waiting');
  const grace = await visit(ada.url());
  await grace.getByRole('button', { name: 'Join the call' }).click();
  for (const page of [ada, grace]) {
    await expect(page.getByRole('status')).toHaveText('connected');
    await expect(page.locator('figure[data-quality]')).toHaveAttribute('data-quality', /good|fair|poor/);
    await mediaFlows(page);
  }

  await ada.getByLabel('Camera').uncheck();
  await expect.poll(() => ada.evaluate(pictureTracks)).toEqual([0]);
  await ada.getByLabel('Camera').check();
  await expect.poll(() => ada.evaluate(pictureTracks)).toEqual([1]);

  await ada.getByRole('button', { name: 'Hang up' }).click();
  await expect(ada.getByRole('status')).toHaveText('over: hangup');
  await expect(grace.locator('figure')).toHaveCount(1);
  await expect(grace.getByRole('status')).toHaveText('waiting');
});

/** Of one's own camera. */
function pictureTracks(): number[] {
  return [...document.querySelectorAll<HTMLVideoElement>('#me')].map(({ srcObject }) =>
    srcObject instanceof MediaStream ? srcObject.getVideoTracks().length : -1,
  );
}
