// The certificate of the local network: made once, kept beside the database, made anew only when an address is missing in it.
import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { SettingsError } from '../settings/environment.ts';
import type { Settings } from '../settings/settings.ts';
import type { LocalAddresses } from './local-addresses.ts';

export interface Certificate {
  cert: string;
  key: string;
}

const DAY = 24 * 3600 * 1000;
/** Browsers refuse certificates that are valid for longer than 398 days. */
const VALID_DAYS = 397;
const RENEW_DAYS = 14;

/**
 * The certificate that the settings name, or one made by ourselves.
 *
 * @throws SettingsError when a file that a setting names cannot be read, or the pair does not fit.
 */
export async function certificateFor(settings: Settings, addresses: LocalAddresses): Promise<Certificate> {
  if (settings.tls) {
    return {
      cert: await readNamed('PARLEY_TLS_CERT', settings.tls.certificate),
      key: await readNamed('PARLEY_TLS_KEY', settings.tls.key),
    };
  }
  const folder = settings.dataFolder;
  const paths = { cert: join(folder, 'lan-certificate.pem'), key: join(folder, 'lan-certificate-key.pem') };
  const kept = await readKept(paths);
  if (kept && covers(kept.cert, addresses)) return kept;
  const made = await makeCertificate(addresses);
  await mkdir(folder, { recursive: true });
  await writeFile(paths.key, made.key, { mode: 0o600 });
  await writeFile(paths.cert, made.cert);
  return made;
}

async function readNamed(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new SettingsError(setting, `the file ${path} cannot be read`);
  }
}

async function readKept(paths: Certificate): Promise<Certificate | null> {
  try {
    return { cert: await readFile(paths.cert, 'utf8'), key: await readFile(paths.key, 'utf8') };
  } catch {
    return null;
  }
}

function covers(pem: string, { ips, names }: LocalAddresses): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const lasts = Date.parse(certificate.validTo) - Date.now() > RENEW_DAYS * DAY;
    return lasts && ips.every((ip) => certificate.checkIP(ip)) && names.every((name) => certificate.checkHost(name));
  } catch {
    return false;
  }
}

async function makeCertificate({ ips, names }: LocalAddresses): Promise<Certificate> {
  const pems = await generate([{ name: 'commonName', value: 'Parley on your local network' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...ips.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { cert: pems.cert, key: pems.private };
}
