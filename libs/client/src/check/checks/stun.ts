// Whether a STUN server tells the browser by which address the world sees it.
import type { CheckBrowser } from '../check-browser.ts';
import { passed, warning, type CheckVerdict } from '../check-line.ts';
import { CHECK_TIMES } from '../check-times.ts';
import { gather, type Gathered } from '../gathering.ts';
import type { IceAddress } from '../ice-address.ts';

export async function checkStun(
  browser: CheckBrowser,
  address: IceAddress,
  signal: AbortSignal,
): Promise<CheckVerdict> {
  return stunVerdict(await gather(browser, address, CHECK_TIMES.stun, signal));
}

function stunVerdict({ candidate, milliseconds, complete, unreachable, nameNotFound }: Gathered): CheckVerdict {
  if (candidate) {
    return passed('stun-answers', 'The STUN server answers.', { duration: milliseconds, candidateType: 'srflx' });
  }
  // An address that is the device's own adds no candidate. A server that is dead holds gathering up, or is named in an error.
  if (complete && !unreachable) {
    return passed('stun-sees-no-nat', 'The STUN server answers, and no NAT lies in between.');
  }
  const direct = 'Until then most calls go through the relay, if there is one.';
  return nameNotFound
    ? warning(
        'stun-not-found',
        'The name of the STUN server is not known here.',
        `Check PARLEY_STUN_URLS at the server, and the name servers of this network. ${direct}`,
      )
    : warning(
        'stun-silent',
        'The STUN server does not answer.',
        `Let this network’s firewall pass UDP out, or name another server in PARLEY_STUN_URLS. ${direct}`,
      );
}
