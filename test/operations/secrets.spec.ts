// The secrets of the stack: made once, each where its reader finds it, and not made again.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSecrets, mounts, readStack } from './support/stack.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Every file and what it holds. */
async function made(): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const held = await Promise.all(
    files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')]),
  );
  return new Map(held as [string, string][]);
}

it('makes each secret from 24 random bytes, and what follows from it', async () => {
  await makeSecrets(folder);
  const files = await made();
  const secrets = ['postgres/password', 'redis/password', 'coturn/secret', 'parley/api-keys', 'grafana/password'];
  const values = secrets.map((name) => files.get(name) ?? '');
  for (const value of values) expect(value).toMatch(/^[\w-]{32}$/);
  expect(new Set(values).size).toBe(secrets.length);
  expect(files.get('parley/database-url')).toBe(
    `postgres://parley:${files.get('postgres/password')}@postgres:5432/parley`,
  );
  expect(files.get('parley/redis-url')).toBe(`redis://:${files.get('redis/password')}@redis:6379`);
  expect(files.get('parley/turn-secret')).toBe(files.get('coturn/secret'));
  expect(files.get('redis/password.conf')).toBe(`requirepass ${files.get('redis/password')}\n`);
});

it('leaves what is there, at every further start', async () => {
  await makeSecrets(folder);
  const first = await made();
  await makeSecrets(folder);
  expect(await made()).toEqual(first);
});

it('carries a password that was changed to everyone who needs it', async () => {
  await makeSecrets(folder);
  await rm(join(folder, 'redis/password'));
  await writeFile(join(folder, 'redis/password'), 'another');
  await makeSecrets(folder);
  const files = await made();
  expect(files.get('parley/redis-url')).toBe('redis://:another@redis:6379');
  expect(files.get('redis/password.conf')).toBe('requirepass another\n');
});

it('lets the services read them, whoever they run as, and nobody write', async () => {
  await makeSecrets(folder);
  for (const name of (await made()).keys()) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o444);
});

it('makes every file that a service is told to read', async () => {
  await makeSecrets(folder);
  const files = new Set((await made()).keys());
  const { services } = await readStack();
  const read = Object.values(services).flatMap((service) => {
    const words = JSON.stringify(service).matchAll(/\/run\/secrets\/([\w-]+\/[\w.-]+)/g);
    const folders = new Set(mounts(service).map(({ target }) => target));
    return [...words].map(([, file = '']) => ({ file, mounted: folders.has(`/run/secrets/${file.split('/')[0]}`) }));
  });
  expect(read.length).toBeGreaterThan(5);
  expect(read.filter(({ file, mounted }) => !mounted || !files.has(file))).toEqual([]);
});
