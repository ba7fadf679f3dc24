// docker-compose.yml without Docker: its shape by the schema of the Compose specification, and what it promises by its parts.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf, mounts, readStack, REPOSITORY, runProgram, type Service, type Stack } from './support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await readStack();
});

const services = (): [string, Service][] => Object.entries(stack.services);
const named = (name: string): Service => stack.services[name] ?? {};

/** What a linter with the specification's schema says of a compose file. */
async function complaints(file: string): Promise<string> {
  const dclint = join(REPOSITORY, 'node_modules/dclint/bin/dclint.cjs');
  const options = ['--config', join(REPOSITORY, 'test/operations/support/dclint.json'), '--formatter', 'json', file];
  return runProgram(process.execPath, [dclint, ...options]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

it('is valid by the Compose specification', async () => {
  expect(JSON.parse(await complaints(join(REPOSITORY, 'docker-compose.yml')))).toEqual([
    expect.objectContaining({ errorCount: 0, warningCount: 0 }),
  ]);
});

it('would not be with a word that the specification does not know', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-compose-'));
  try {
    const text = (await fileOf('docker-compose.yml')).replace('stop_grace_period: 60s', 'stop_patience: 60s');
    const file = join(folder, 'docker-compose.yml');
    await writeFile(file, text);
    expect(await complaints(file)).toContain('/services/postgres');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('mounts files that are there, and volumes that are declared and used', () => {
  const mounted = services().flatMap(([, service]) => mounts(service).map(({ source }) => source));
  const files = mounted.filter((source) => source.startsWith('.'));
  expect(files.filter((file) => !existsSync(join(REPOSITORY, file)))).toEqual([]);
  const volumes = mounted.filter((source) => !source.startsWith('.'));
  expect(new Set(volumes)).toEqual(new Set(Object.keys(stack.volumes)));
});

it('waits for what is to be healthy first, and only for what says whether it is', () => {
  for (const [name, { depends_on = {} }] of services()) {
    for (const [other, { condition }] of Object.entries(depends_on)) {
      const isOnce = named(other).entrypoint?.includes('/make-secrets.sh') ?? false;
      expect([name, other, condition]).toEqual([
        name,
        other,
        isOnce ? 'service_completed_successfully' : 'service_healthy',
      ]);
      // Parley's own healthcheck is in its image.
      if (!isOnce && !other.startsWith('parley-')) expect(named(other).healthcheck).toBeDefined();
    }
  }
});

it('limits what each service takes, and what it logs', () => {
  for (const [name, { deploy, logging }] of services()) {
    expect([name, logging?.options]).toEqual([name, { 'max-size': '10m', 'max-file': '5' }]);
    const limits = deploy?.resources?.limits;
    if (name !== 'secrets')
      expect([name, limits]).toEqual([name, { cpus: expect.any(String), memory: expect.any(String) }]);
  }
});

it('gives a server longer to stop than it takes', async () => {
  const [, longest = ''] =
    /LONGEST_STOP_MS = (\d+)/.exec(await fileOf('apps/server/src/operations/stop-on-signal.ts')) ?? [];
  for (const name of ['parley-1', 'parley-2']) {
    expect(Number.parseInt(named(name).stop_grace_period ?? '0', 10) * 1000).toBeGreaterThan(Number(longest));
  }
});

it('lets nobody from outside reach anything but Caddy, coturn, and from this machine Grafana', () => {
  const open = services().flatMap(([name, { ports, network_mode }]) =>
    [...(ports ?? []), ...(network_mode === 'host' ? ['host'] : [])].map((port) => `${name} ${port}`),
  );
  expect(open).toEqual([
    'caddy 80:80',
    'caddy 443:443',
    'caddy 443:443/udp',
    'coturn host',
    'grafana 127.0.0.1:3001:3000',
  ]);
});

it('holds no secret, nor does .env.example', async () => {
  for (const file of ['docker-compose.yml', '.env.example']) {
    const text = await fileOf(file);
    expect(text).not.toMatch(/:\/\/[^/\s$]*:[^@\s$]+@/);
    // Where a secret is to stand there is the name of its file.
    const values = [...text.matchAll(/^\s*#?(\w*(?:PASSWORD|SECRET|KEY)\w*)[=:][ \t]*(\S*)/gim)];
    for (const [, name, value] of values)
      expect([name, value]).toEqual([name, expect.stringMatching(/^$|^\/run\/secrets\//)]);
  }
});

describe('.env.example', () => {
  const settings = async () =>
    [...(await fileOf('.env.example')).matchAll(/^#?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
      name,
      value,
    }));

  it('names every setting that the stack reads, with the value that it has otherwise, and no other', async () => {
    const read = [...(await fileOf('docker-compose.yml')).matchAll(/\$\{(\w+):-([^}]*)\}/g)];
    const defaults = new Map(read.map(([, name = '', value = '']) => [name, value]));
    expect(Object.fromEntries((await settings()).map(({ name, value }) => [name, value]))).toEqual(
      Object.fromEntries(defaults),
    );
  });

  it('leaves out no setting of Parley’s but those that the stack decides itself', async () => {
    const documented = [...(await fileOf('docs/settings.md')).matchAll(/^\| (`[A-Z_`, ]+`)/gm)].flatMap(
      ([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    const given = new Set([
      ...(await settings()).map(({ name }) => name),
      ...Object.keys(named('parley-1').environment ?? {}).map((name) => name.replace(/_FILE$/, '')),
    ]);
    // Made anew from the API keys; the container's own affair; for a machine without a proxy or a TURN server.
    const decided = [
      'PORT',
      'HOST',
      'PARLEY_TOKEN_SECRETS',
      'PARLEY_LAN',
      'PARLEY_HTTPS_PORT',
      'PARLEY_TLS_CERT',
      'PARLEY_TLS_KEY',
    ];
    const elsewhere = new Set([...decided, 'PARLEY_TURN', 'PARLEY_TURN_PORT']);
    expect(documented.filter((name) => !given.has(name) && !elsewhere.has(name))).toEqual([]);
  });
});
