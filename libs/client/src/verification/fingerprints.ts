// Which certificates a connection was made with, as this side itself sees them: RFC 8122, section 5.
import { CallError } from '../call-error.ts';

/** The fingerprints of both ends of a connection, each as text that is the same wherever it is read. */
export interface Fingerprints {
  readonly own: string;
  readonly theirs: string;
}

/** The names of RFC 8122, and WebCrypto's. */
const DIGESTS: Readonly<Record<string, string>> = {
  'sha-1': 'SHA-1',
  'sha-256': 'SHA-256',
  'sha-384': 'SHA-384',
  'sha-512': 'SHA-512',
};

/**
 * All fingerprints in a session description: `sha-256 AB:CD…`, each once, sorted, one a line. All of them count, for a
 * certificate that fits any one of them is let in.
 */
export function fingerprintsOf(sdp: string): string {
  const lines = [...sdp.matchAll(/^a=fingerprint:\s*(\S+)\s+(\S+)/gim)];
  const all = lines.map(([, algorithm = '', digest = '']) => `${algorithm.toLowerCase()} ${digest.toUpperCase()}`);
  all.sort();
  return [...new Set(all)].join('\n');
}

/**
 * Both ends' fingerprints: the own as the browser wrote them, the other side's as the connection really has them.
 *
 * @throws CallError `verification-unsupported`, `certificate-mismatch`
 */
export async function fingerprintsOn(connection: RTCPeerConnection): Promise<Fingerprints> {
  const own = fingerprintsOf(connection.localDescription?.sdp ?? '');
  const theirs = fingerprintsOf(connection.remoteDescription?.sdp ?? '');
  if (!own || !theirs) {
    throw new CallError(
      'verification-unsupported',
      'The connection names no certificates, so there is nothing to compare.',
    );
  }
  for (const certificate of remoteCertificates(connection)) {
    if (!(await isAmong(theirs, certificate))) {
      throw new CallError(
        'certificate-mismatch',
        'The other side encrypts with a certificate that it did not announce. Hang up, and call again.',
      );
    }
  }
  return { own, theirs };
}

/** The end-entity certificates (DER) on the wire of each transport. Browsers that do not tell compare them themselves. */
function remoteCertificates(connection: RTCPeerConnection): ArrayBuffer[] {
  const ends: { transport: RTCDtlsTransport | null }[] = [...connection.getSenders(), ...connection.getReceivers()];
  const transports = new Set([connection.sctp?.transport, ...ends.map(({ transport }) => transport)]);
  return [...transports].flatMap((transport) => {
    // The DOM's types say that every browser has it.
    const { getRemoteCertificates } = (transport ?? {}) as Partial<RTCDtlsTransport>;
    return getRemoteCertificates?.call(transport).slice(0, 1) ?? [];
  });
}

/** Whether a certificate fits one of these fingerprints. */
async function isAmong(fingerprints: string, certificate: ArrayBuffer): Promise<boolean> {
  for (const line of fingerprints.split('\n')) {
    const [name = '', digest] = line.split(' ');
    const algorithm = DIGESTS[name];
    if (algorithm && hex(await crypto.subtle.digest(algorithm, certificate)) === digest) {
      return true;
    }
  }
  return false;
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}
