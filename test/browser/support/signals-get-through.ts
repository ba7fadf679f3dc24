// Whether people in a call are told by one another what only a signal or the call can tell them.
import { expect } from '@playwright/test';
import { mediaFlows } from './media.ts';
import type { Person } from './person.ts';
import { count } from './stalls.ts';

/** A server may have to come back before. */
const PATIENCE = { timeout: 30_000 };

/** Each turns the camera off and on, which the other is told. Pictures flow before and after. */
export async function signalsGetThrough([ada, grace]: readonly [Person, Person]): Promise<void> {
  for (const { page } of [ada, grace]) await count(page, false);
  for (const [one, other] of [
    [ada, grace],
    [grace, ada],
  ] as const) {
    await one.button('Turn camera off').click();
    await expect(other.pictureOffOf(one.name)).toBeVisible(PATIENCE);
    await one.button('Turn camera on').click();
    await expect(other.pictureOffOf(one.name)).toBeHidden(PATIENCE);
  }
  for (const { page } of [ada, grace]) {
    await mediaFlows(page);
    await count(page, true);
  }
}
