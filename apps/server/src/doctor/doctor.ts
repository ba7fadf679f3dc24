// npm run doctor: everything that calls stand on, looked at once; exit code 1 when something is bad.
import { withLanAddress } from '../lan/lan-settings.ts';
import { localAddresses } from '../lan/local-addresses.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { startProblem } from '../start-problem.ts';
import { ownTurnServer } from '../turn/own-turn-server.ts';
import { ALL, examine } from './examine.ts';
import { bad, good, type Finding } from './finding.ts';
import { reportLines } from './report.ts';

async function settingsOrProblem(): Promise<Settings | Finding> {
  try {
    const addresses = localAddresses();
    const settings = withLanAddress(readSettings(process.env), addresses);
    return (await ownTurnServer(settings, addresses))?.settings ?? settings;
  } catch (error) {
    return bad('Settings', startProblem(error) ?? String(error), 'Correct it: docs/settings.md has every setting.');
  }
}

const settings = await settingsOrProblem();
const findings =
  'verdict' in settings ? [settings] : [good('Settings', 'make sense'), ...(await examine(settings, ALL))];
process.stdout.write(`\n${reportLines(findings).join('\n')}\n\n`);
process.exit(findings.some(({ verdict }) => verdict === 'bad') ? 1 : 0);
