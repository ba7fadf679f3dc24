// Whether a TURN server gives a relay for the credentials that participants get, over one way of reaching it.
import type { CheckBrowser } from '../check-browser.ts';
import { failed, passed, warning, type CheckVerdict } from '../check-line.ts';
import { CHECK_TIMES } from '../check-times.ts';
import { gather, type Gathered } from '../gathering.ts';
import type { IceAddress } from '../ice-address.ts';

/** RFC 8656, section 18: what a server out of room says. */
const FULL = new Set([486, 508]);
/** RFC 8489, section 14.8: what a server says to credentials that it does not take. */
const NOT_TAKEN = new Set([401, 403, 438]);

const UNREACHABLE_REMEDY: Readonly<Record<IceAddress['transport'], (port: number) => string>> = {
  udp: (port) =>
    `This network may block UDP: calls then go over TCP or TLS, if one of those lines passes. If none does, see that the TURN server runs and that UDP port ${port} is open to it.`,
  tcp: (port) => `See that the TURN server runs and that TCP port ${port} is open to it, from this network too.`,
  tls: (port) =>
    `See that the TURN server has a certificate that browsers trust, for the name in its address, and that TCP port ${port} is open to it. Strict networks let nothing but TCP port 443 out.`,
};

export async function checkTurn(
  browser: CheckBrowser,
  address: IceAddress,
  signal: AbortSignal,
): Promise<CheckVerdict> {
  return turnVerdict(address, await gather(browser, address, CHECK_TIMES.turn, signal));
}

function turnVerdict({ transport, port }: IceAddress, gathered: Gathered): CheckVerdict {
  const { candidate, milliseconds, refusal, nameNotFound } = gathered;
  if (candidate) {
    return passed('turn-serves', 'The TURN server gives a relay.', { duration: milliseconds, candidateType: 'relay' });
  }
  if (refusal !== null) {
    return refused(refusal);
  }
  return nameNotFound
    ? failed(
        'turn-not-found',
        'The name of the TURN server is not known here.',
        'Check PARLEY_TURN_URLS at the server, and the name servers of this network.',
      )
    : warning('turn-unreachable', 'The TURN server cannot be reached this way.', UNREACHABLE_REMEDY[transport](port));
}

function refused(code: number): CheckVerdict {
  if (NOT_TAKEN.has(code)) {
    return failed(
      'turn-refused',
      'The TURN server refused the credentials.',
      'Whoever runs the server: PARLEY_TURN_SECRET must be the TURN server’s static-auth-secret, and the clocks of both machines must be right.',
    );
  }
  return FULL.has(code)
    ? failed(
        'turn-full',
        `The TURN server has no relay left (${code}).`,
        'Whoever runs the TURN server: raise its quotas, or give it more relay ports.',
      )
    : failed(
        'turn-declines',
        `The TURN server declines to relay (${code}).`,
        'Whoever runs the TURN server finds the reason in its log.',
      );
}
