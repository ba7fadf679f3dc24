// What someone's page says of why nobody can be reached, in all its parts.
import { expect } from '@playwright/test';
import type { Cause } from '../../../libs/client/src/diagnosis/cause.ts';
import { CAUSE_WORDS } from '../../../libs/client/src/diagnosis/words.ts';
import type { Person } from './person.ts';

/** A browser gives pairs up after about 15 s; a network is missed after 20 s at most, and tried anew before that. */
export const PATIENCE = { timeout: 50_000 };

/** What is wrong and what to do; and unfolded, what whoever runs the server can. */
export async function reads({ trouble }: Person, cause: Cause): Promise<void> {
  const { what, todo, remedy } = CAUSE_WORDS[cause];
  await expect(trouble).toContainText(what, PATIENCE);
  await expect(trouble).toContainText(todo);
  // What was unfolded for another cause stays so.
  if (!(await trouble.getByText(remedy).isVisible())) await trouble.getByText('For whoever runs this server').click();
  await expect(trouble.getByText(remedy)).toBeVisible();
  await expect(trouble.getByText(`“${cause}”`)).toBeVisible();
}

/** Nothing is wrong any more. */
export async function noTrouble({ trouble }: Person): Promise<void> {
  await expect(trouble).toBeHidden(PATIENCE);
}
