// Whether the STUN servers answer: without them people behind different routers do not find each other.
import type { Settings } from '../../settings/settings.ts';
import { iceAddress } from '../../turn/ice-address.ts';
import { probeStun } from '../../turn/probe.ts';
import { good, warning, type Finding } from '../finding.ts';

const SUBJECT = 'STUN';

export function checkStun({ stunUrls }: Settings): Promise<Finding[]> {
  if (stunUrls.length === 0) {
    const remedy = 'Set PARLEY_STUN_URLS unless everyone is on one network or TURN is set up.';
    return Promise.resolve([warning(SUBJECT, 'no STUN server is set', remedy)]);
  }
  return Promise.all(stunUrls.map(checkOne));
}

async function checkOne(url: string): Promise<Finding> {
  const address = iceAddress(url);
  if (!address) return warning(SUBJECT, `${url} is no address`, 'Correct PARLEY_STUN_URLS.');
  const probed = await probeStun(address);
  if (probed.verdict === 'serves') return good(SUBJECT, `${url} answers in ${Math.round(probed.milliseconds)} ms`);
  const remedy = `Let UDP to port ${address.port} out of this network, or name another server in PARLEY_STUN_URLS.`;
  return warning(SUBJECT, `${url} does not answer (${probed.reason})`, remedy);
}
