// PostgreSQL over TLS: what each sslmode of DATABASE_URL accepts, and that what is asked for is what is had.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { openPostgresStorage } from '../../libs/storage/src/index.ts';
import { ask } from '../../libs/storage/testing/test-databases.ts';
import { findTool, POSTGRESQL } from '../../scripts/lib/system-tools.ts';
import { PostgresServer } from '../support/postgres-server.ts';

const LIMIT_MS = 60_000;
const ENCRYPTED = `
  select count(*) filter (where ssl)::int as encrypted, count(*)::int as all
  from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'parley'`;

/** A certificate for a name of this machine, and not for its address; its own root. */
async function certificate(): Promise<{ cert: string; key: string }> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  return { cert, key };
}

(findTool(POSTGRESQL) ? describe : describe.skip)('TLS to PostgreSQL', () => {
  let folder: string;
  let postgres: PostgresServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-tls-'));
    const [own, other] = [await certificate(), await certificate()];
    await writeFile(join(folder, 'root.pem'), own.cert);
    await writeFile(join(folder, 'other.pem'), other.cert);
    postgres = await PostgresServer.start({ durable: false, tls: own });
  }, LIMIT_MS);
  afterAll(async () => {
    await postgres.discard();
    await rm(folder, { recursive: true });
  });

  const urlOf = (sslmode: string, { host = 'localhost', root = '' } = {}): string => {
    const url = new URL(postgres.url);
    url.hostname = host;
    url.searchParams.set('sslmode', sslmode);
    if (root) url.searchParams.set('sslrootcert', join(folder, root));
    return url.href;
  };

  async function encryption(url: string): Promise<unknown> {
    const { store, reader } = await openPostgresStorage({ url });
    try {
      await reader.check();
      return (await ask(ENCRYPTED, postgres.url))[0];
    } finally {
      await reader.close();
      await store.close();
    }
  }

  it.each(['require', 'verify-ca', 'verify-full'])('sslmode=%s checks the certificate, and encrypts', async (mode) => {
    expect(await encryption(urlOf(mode, { root: 'root.pem' }))).toEqual({ encrypted: 1, all: 1 });
    for (const wrong of [{ root: 'other.pem' }, {}, { host: '127.0.0.1', root: 'root.pem' }]) {
      await expect(encryption(urlOf(mode, wrong))).rejects.toThrow(/cannot be opened \(.*certificate/);
    }
  });

  it('sslmode=no-verify encrypts whoever it is', async () => {
    expect(await encryption(urlOf('no-verify', { host: '127.0.0.1' }))).toEqual({ encrypted: 1, all: 1 });
  });

  it('sslmode=disable does not encrypt', async () => {
    expect(await encryption(urlOf('disable'))).toEqual({ encrypted: 0, all: 1 });
  });
});
