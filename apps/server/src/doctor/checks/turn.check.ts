// Whether each TURN address gives a relay for credentials just made, as a participant's browser will ask for one.
import { turnCredentials } from '../../ice-servers/turn-credentials.ts';
import type { Settings, TurnSettings } from '../../settings/settings.ts';
import { iceAddress } from '../../turn/ice-address.ts';
import { probeTurn } from '../../turn/probe.ts';
import { bad, good, warning, type Finding } from '../finding.ts';

const SUBJECT = 'TURN';
const A_MINUTE = 60;

export async function checkTurn({ turn }: Settings): Promise<Finding[]> {
  if (turn) return Promise.all(turn.urls.map((url) => checkOne(url, turn)));
  const remedy = 'Start with npm start -- --turn, or set PARLEY_TURN_URLS and PARLEY_TURN_SECRET.';
  return [warning(SUBJECT, 'no relay is set up: behind some routers people cannot connect without one', remedy)];
}

async function checkOne(url: string, { secret }: TurnSettings): Promise<Finding> {
  const address = iceAddress(url);
  if (!address) return bad(SUBJECT, `${url} is no address`, 'Correct PARLEY_TURN_URLS.');
  const credentials = turnCredentials(secret, 'doctor', Math.floor(Date.now() / 1000) + A_MINUTE);
  const probed = await probeTurn(address, credentials);
  switch (probed.verdict) {
    case 'serves':
      return good(SUBJECT, `${url} gave a relay in ${Math.round(probed.milliseconds)} ms`);
    case 'refused': {
      const remedy = 'Check that PARLEY_TURN_SECRET is its static-auth-secret, and the clocks of both machines.';
      return bad(SUBJECT, `${url} refused the credentials (${probed.reason})`, remedy);
    }
    case 'silent': {
      const remedy = `See that it runs and that ${address.transport.toUpperCase()} port ${address.port} is open to it.`;
      return bad(SUBJECT, `${url} does not answer (${probed.reason})`, remedy);
    }
  }
}
