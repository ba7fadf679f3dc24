import { webcrypto } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { fingerprintsOf, fingerprintsOn } from './fingerprints.ts';

const CERTIFICATE = new TextEncoder().encode('what the other side’s transport really uses').buffer;
const ANOTHER = new TextEncoder().encode('another').buffer;

async function digest(algorithm: string, of: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await webcrypto.subtle.digest(algorithm, of));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

const sdp = (...lines: string[]): string => ['v=0', ...lines.map((line) => `a=fingerprint:${line}`), ''].join('\r\n');

interface Facts {
  remote: string;
  certificates?: ArrayBuffer[];
  media?: ArrayBuffer[];
}

/** A connection as far as its certificates go. */
function connection({ remote, certificates, media }: Facts): RTCPeerConnection {
  const transport = (chain: ArrayBuffer[] | undefined) => (chain ? { getRemoteCertificates: () => chain } : {});
  return {
    localDescription: { sdp: sdp('sha-256 01:02') },
    remoteDescription: { sdp: remote },
    sctp: { transport: transport(certificates) },
    getSenders: () => [{ transport: null }],
    getReceivers: () => [{ transport: transport(media) }],
  } as unknown as RTCPeerConnection;
}

test('all lines count, each once, in an order and in letters that are the same everywhere', () => {
  const one = sdp('sha-256 ab:cd', 'SHA-512 01:02', 'sha-256 AB:CD');
  const other = sdp('sha-512 01:02', 'sha-256 AB:CD');
  expect(fingerprintsOf(one)).toBe('sha-256 AB:CD\nsha-512 01:02');
  expect(fingerprintsOf(other)).toBe(fingerprintsOf(one));
  expect(fingerprintsOf(sdp('sha-256 AB:CD'))).not.toBe(fingerprintsOf(one));
});

test.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'])('a certificate is known by its %s', async (algorithm) => {
  const remote = sdp(`${algorithm.toLowerCase()} ${await digest(algorithm, CERTIFICATE)}`);
  await expect(fingerprintsOn(connection({ remote, certificates: [CERTIFICATE] }))).resolves.toEqual({
    own: 'sha-256 01:02',
    theirs: fingerprintsOf(remote),
  });
});

test('what is on the wire is compared with what was announced, on the transports of media, too', async () => {
  const remote = sdp(`sha-256 ${await digest('SHA-256', CERTIFICATE)}`);
  const mismatch = expect.objectContaining({ code: 'certificate-mismatch' });
  await expect(fingerprintsOn(connection({ remote, certificates: [ANOTHER] }))).rejects.toEqual(mismatch);
  await expect(fingerprintsOn(connection({ remote, certificates: [CERTIFICATE], media: [ANOTHER] }))).rejects.toEqual(
    mismatch,
  );
});

test('only the first certificate of a chain is the other side’s own', async () => {
  const remote = sdp(`sha-256 ${await digest('SHA-256', CERTIFICATE)}`);
  const theirs = fingerprintsOf(remote);
  await expect(fingerprintsOn(connection({ remote, certificates: [CERTIFICATE, ANOTHER] }))).resolves.toMatchObject({
    theirs,
  });
});

test('a browser that does not tell what is on the wire compares it by itself: what was announced counts', async () => {
  const remote = sdp('sha-256 AB:CD');
  await expect(fingerprintsOn(connection({ remote }))).resolves.toMatchObject({ theirs: 'sha-256 AB:CD' });
});

test('a connection without certificates cannot be verified', async () => {
  await expect(fingerprintsOn(connection({ remote: 'v=0\r\n' }))).rejects.toMatchObject({
    code: 'verification-unsupported',
  });
});
