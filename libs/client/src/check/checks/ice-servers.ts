// Which STUN and TURN servers a participant would be given, with credentials as a participant gets them.
import { passed, warning, type CheckVerdict } from '../check-line.ts';
import { iceAddresses, type IceAddress } from '../ice-address.ts';
import { verdictOn } from '../no-answer.ts';
import type { ServerDoor } from '../server-door.ts';

export interface IceServersFound {
  readonly verdict: CheckVerdict;
  readonly addresses: readonly IceAddress[];
}

/** @param given those that the page has already; null to ask the server for them */
export async function checkIceServers(
  door: ServerDoor,
  given: readonly RTCIceServer[] | null,
): Promise<IceServersFound> {
  const reply = given ? null : await door.borrowIceServers();
  if (reply && reply.is !== 'answer') {
    return { verdict: verdictOn(reply), addresses: [] };
  }
  const addresses = iceAddresses(given ?? reply?.body.iceServers ?? []);
  return { verdict: iceServersVerdict(addresses), addresses };
}

function iceServersVerdict(addresses: readonly IceAddress[]): CheckVerdict {
  const turnServers = addresses.filter(({ kind }) => kind === 'turn').length;
  const figures = { stunServers: addresses.length - turnServers, turnServers };
  if (turnServers > 0) {
    return passed('ice-servers', 'The server names a relay, and gave credentials for it.', figures);
  }
  const remedy =
    'Whoever runs the server: start it with npm start -- --turn, or set PARLEY_TURN_URLS and PARLEY_TURN_SECRET.';
  return addresses.length > 0
    ? warning(
        'no-turn',
        'No relay (TURN) is set up: behind some routers and firewalls people cannot connect without one.',
        remedy,
        figures,
      )
    : warning(
        'no-ice-servers',
        'Neither STUN nor TURN is set up: people connect within one network only.',
        `${remedy} PARLEY_STUN_URLS names STUN servers.`,
        figures,
      );
}
