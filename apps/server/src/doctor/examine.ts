// Every check, side by side.
import type { Settings } from '../settings/settings.ts';
import { checkClock } from './checks/clock.check.ts';
import { checkDatabase } from './checks/database.check.ts';
import { checkPublicUrl } from './checks/public-url.check.ts';
import { checkStun } from './checks/stun.check.ts';
import { checkTurn } from './checks/turn.check.ts';
import { bad, type Finding } from './finding.ts';

type Check = (settings: Settings) => Promise<Finding[]>;

/** What a start looks at: it asks nobody beside the servers that are set. */
export const AT_START: readonly Check[] = [checkDatabase, checkPublicUrl, checkStun, checkTurn];
export const ALL: readonly Check[] = [...AT_START, () => checkClock()];

/** The findings in the order of the checks; a check that breaks is a finding too. */
export async function examine(settings: Settings, checks: readonly Check[]): Promise<Finding[]> {
  const found = await Promise.all(
    checks.map((check) =>
      check(settings).catch((error: unknown) => [
        bad('Doctor', `a check broke: ${String(error)}`, 'Please report this: it is a mistake of Parley.'),
      ]),
    ),
  );
  return found.flat();
}
