// Whom a budget belongs to: the address a request came from, as far as the proxies in front are trusted to say so.
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** What a request or a handshake says of where it came from. */
export interface Arrival {
  headers: IncomingHttpHeaders;
  /** Who connected to this server: the last proxy, or the caller itself. */
  remoteAddress: string | undefined;
}

const ADDRESS_WITH_PORT = /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/;

/**
 * The key of the caller's budgets. Behind `trustedProxies` hops it is what the outermost of them has seen; what stands
 * further left in X-Forwarded-For anybody can have written. All addresses of an IPv6 network (/64) are one caller: whoever
 * has one of them has them all (RFC 6177).
 */
export function callerAddress({ headers, remoteAddress = '' }: Arrival, trustedProxies: number): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => bare(hop.trim()))
    .filter((hop) => hop !== '');
  const hops = [remoteAddress, ...forwarded.toReversed()];
  const seen = hops[Math.min(trustedProxies, hops.length - 1)] ?? '';
  return networkOf(isIP(seen) > 0 ? seen : remoteAddress);
}

/** Some proxies write the port too. */
function bare(hop: string): string {
  const [, bracketed, plain] = ADDRESS_WITH_PORT.exec(hop) ?? [];
  return bracketed ?? plain ?? hop;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [before = '', after = ''] = address.toLowerCase().split('%', 1).join('').split('::');
  const left = before.split(':').filter((group) => group !== '');
  const right = after.split(':').filter((group) => group !== '');
  // In the first half an address that ends in dotted IPv4 counts like any other.
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
