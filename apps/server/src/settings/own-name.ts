// Which names a server on a local network answers to. A page elsewhere can have a name of its own lead to an inner address (DNS
// rebinding): to the browser this server is then that page's own, and CORS keeps nothing from it.
import { isIP } from 'node:net';
import type { Settings } from './settings.ts';

/** Names that nobody can have lead here from outside: without a dot, or of the network itself (RFC 6761, 6762, 8375). */
const INNER = /^[^.]+$|\.(localhost|local|home\.arpa|internal)$/;

/** Whether `host`, as the Host header has it, may be this server's. Not on a local network: there the operator's DNS decides. */
export function isOwnName(host: string | undefined, { lan, publicUrl }: Pick<Settings, 'lan' | 'publicUrl'>): boolean {
  if (!lan || host === undefined) return true;
  const name = URL.parse(`http://${host}`)?.hostname;
  if (name === undefined) return false;
  if (publicUrl !== null && URL.parse(publicUrl)?.hostname === name) return true;
  return INNER.test(name) || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
