// examples/parley-call: one element makes a whole call in a page of another origin, and its link leads back to that page.
import { expect, test } from './support/fixtures.ts';

test('two people meet in the element of the example’s page', async ({ serve, visit }) => {
  const site = await serve('parley-call');
  const ada = await visit(site);
  await ada.getByRole('button', { name: 'Create a call' }).click();
  await expect(ada.getByRole('status')).toContainText('Waiting for someone');
  await expect.poll(() => new URL(ada.url()).searchParams.has('call')).toBe(true);

  const grace = await visit(ada.url());
  await grace.getByRole('button', { name: 'Join' }).click();
  for (const page of [ada, grace]) await expect(page.getByRole('status')).toContainText('Connected');

  await grace.reload();
  for (const page of [ada, grace]) await expect(page.getByRole('status')).toContainText('Connected');

  await ada.getByRole('button', { name: 'Hang up' }).click();
  await expect(ada.getByText('Thank you for calling.')).toBeVisible();
  expect(new URL(ada.url()).search).toBe('');
});
