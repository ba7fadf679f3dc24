import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../settings/read-settings.ts';
import { certificateFor } from './certificate.ts';

const addresses = {
  ips: ['127.0.0.1', '::1', '192.168.7.9'],
  names: ['localhost', 'laptop'],
  reachable: '192.168.7.9',
};

describe('the certificate of the local network', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'parley-certificate-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const settings = () => readSettings({ PARLEY_LAN: 'on', DATABASE_URL: `sqlite:${folder}/parley.db` });

  it('names every local address, and fits its key', async () => {
    const { cert, key } = await certificateFor(settings(), addresses);
    const certificate = new X509Certificate(cert);
    for (const ip of addresses.ips) expect(certificate.checkIP(ip)).toBe(ip);
    for (const name of addresses.names) expect(certificate.checkHost(name)).toBe(name);
    expect(certificate.checkIP('192.168.7.10')).toBeUndefined();
    const { createPrivateKey } = await import('node:crypto');
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  it('is made once, and its key is its owner’s alone', async () => {
    const first = await certificateFor(settings(), addresses);
    expect(await certificateFor(settings(), addresses)).toEqual(first);
    expect((await stat(join(folder, 'lan-certificate-key.pem'))).mode & 0o077).toBe(0);
  });

  it('is made anew when an address is missing in it', async () => {
    const first = await certificateFor(settings(), addresses);
    const moved = { ...addresses, ips: [...addresses.ips, '10.0.0.4'] };
    const second = await certificateFor(settings(), moved);
    expect(second.cert).not.toBe(first.cert);
    expect(await readFile(join(folder, 'lan-certificate.pem'), 'utf8')).toBe(second.cert);
  });

  it('is made anew when the kept one is no certificate', async () => {
    await writeFile(join(folder, 'lan-certificate.pem'), 'torn');
    await writeFile(join(folder, 'lan-certificate-key.pem'), 'torn');
    expect(new X509Certificate((await certificateFor(settings(), addresses)).cert).checkHost('laptop')).toBe('laptop');
  });

  it('of one’s own that cannot be read is refused by the name of its setting', async () => {
    const own = readSettings({ PARLEY_TLS_CERT: `${folder}/none.pem`, PARLEY_TLS_KEY: `${folder}/none.pem` });
    await expect(certificateFor(own, addresses)).rejects.toThrow(/^PARLEY_TLS_CERT: .*none\.pem/);
  });
});
