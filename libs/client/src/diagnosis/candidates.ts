// What candidates a session description has, counted: the browser adds each to it as it is gathered or comes.
import { NO_CANDIDATES, type CandidateCounts } from './facts.ts';

/** Over UDP; what goes over TCP has a count of its own. */
const KINDS = ['host', 'srflx', 'prflx', 'relay'] as const;

/** foundation, component, transport, priority, address, port, `typ`, type: https://www.rfc-editor.org/rfc/rfc8839#section-5.1 */
const CANDIDATE = /^a=candidate:\S+ 1 (\S+) \d+ (\S+) \d+ typ (host|srflx|prflx|relay)/gim;

/**
 * Addresses that the internet does not know: of private and shared networks, of this device and this link alone, for
 * private IPv6 networks; and names that hide an address (mDNS).
 */
const PRIVATE =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe[89ab]|::1$|.*\.local$)/i;

/** Counts by kind; what two media sections have in common counts once. */
export function countCandidates(sdp: string): CandidateCounts {
  const counts = { ...NO_CANDIDATES };
  const seen = new Set<string>();
  for (const [line, transport = '', address = '', type = ''] of sdp.matchAll(CANDIDATE)) {
    const kind = KINDS.find((each) => each === type.toLowerCase());
    if (!kind || seen.has(line)) {
      continue;
    }
    seen.add(line);
    if (transport.toLowerCase() === 'udp') {
      counts[kind] += 1;
      counts.public += Number(kind === 'host' && !PRIVATE.test(address));
    } else {
      counts.tcp += 1;
    }
  }
  return counts;
}
