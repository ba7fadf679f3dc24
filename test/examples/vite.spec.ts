// examples/vite, built as it would be put on a server.
import { mediaFlows } from '../browser/support/media.ts';
import { expect, test } from './support/fixtures.ts';

test('three are in a call of the built page, see each other with a quality, and switch their cameras', async ({
  serveBuilt,
  visit,
}) => {
  const ada = await visit(await serveBuilt('vite'));
  await ada.getByRole('button', { name: 'Create a call' }).click();
  await expect(ada.getByRole('status')).toHaveText('waiting');
  const others = [await visit(ada.url()), await visit(ada.url())];
  for (const page of others) await page.getByRole('button', { name: 'Join the call' }).click();

  const everyone = [ada, ...others];
  for (const page of everyone) {
    await expect(page.getByRole('status')).toHaveText('connected');
    await expect(page.locator('figure[data-quality=good]')).toHaveCount(2);
    await mediaFlows(page);
  }

  await ada.getByLabel('Camera').uncheck();
  await expect.poll(() => ada.evaluate(pictureTracks)).toEqual([0]);
  await ada.getByLabel('Camera').check();
  await expect.poll(() => ada.evaluate(pictureTracks)).toEqual([1]);

  await ada.getByRole('button', { name: 'Hang up' }).click();
  await expect(ada.getByRole('status')).toHaveText('over: hangup');
  for (const page of others) await expect(page.locator('figure')).toHaveCount(2);
});

/** Of one's own camera. */
function pictureTracks(): number[] {
  return [...document.querySelectorAll<HTMLVideoElement>('#me')].map(({ srcObject }) =>
    srcObject instanceof MediaStream ? srcObject.getVideoTracks().length : -1,
  );
}
