// coturn, started as the stack starts it: with its turnserver.conf and what start.sh adds.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { turnCredentials } from '../../apps/server/src/ice-servers/turn-credentials.ts';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { freePort } from '../support/start-server.ts';
import { makeSecrets, readStack, REPOSITORY, runProgram } from './support/stack.ts';

const describeCoturn = findTool(COTURN) ? describe : describe.skip;

describeCoturn('coturn of the stack', () => {
  let folder: string;
  let port: number;
  let child: ChildProcess;
  let printed = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-stack-'));
    for (const path of ['etc/coturn', 'run/coturn', 'run/secrets', 'certificates']) {
      await mkdir(join(folder, path), { recursive: true });
    }
    await copyFile(join(REPOSITORY, 'deploy/coturn/turnserver.conf'), join(folder, 'etc/coturn/turnserver.conf'));
    await makeSecrets(join(folder, 'run/secrets'));
    port = await freePort();
    // The last of two counts: here alone, on a port of its own.
    const own = ['--listening-port', String(port), '--listening-ip', '127.0.0.1', '--relay-ip', '127.0.0.1'];
    child = spawn('sh', [join(REPOSITORY, 'deploy/coturn/start.sh'), ...own], {
      env: { PATH: process.env['PATH'], TURN_FOLDERS: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close').then(() => {
      throw new Error(`coturn ended instead of serving. It printed:\n${printed}`);
    });
    ended.catch(() => {});
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    while (!printed.includes('Total General servers')) await Promise.race([once(child.stdout ?? child, 'data'), ended]);
  });
  afterAll(async () => {
    if (child.exitCode === null) {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true });
  });

  it('understands every line of its configuration', () => {
    expect(printed).not.toMatch(/Bad configuration|Unknown|unrecognized|CONFIG ERROR/i);
  });

  it('is healthy, as the stack’s healthcheck asks it', async () => {
    const test = (await readStack()).services['coturn']?.healthcheck?.test ?? [];
    const [, program = '', ...args] = test.map((word) => (word === '3478' ? String(port) : word));
    const { stdout } = await runProgram(program, args);
    expect(stdout).toContain('UDP reflexive addr');
  });

  /** Relays a few packets between two of its clients. */
  async function relays(username: string, password: string): Promise<string> {
    const args = ['-u', username, '-w', password, '-p', String(port), '-y', '-n', '1', '-m', '1', '-c', '127.0.0.1'];
    const { stdout } = await runProgram('turnutils_uclient', args, { timeout: 20_000 }).catch(
      (error: { stdout: string }) => error,
    );
    return stdout;
  }

  it('takes the credentials that Parley makes with the shared secret, and no others', async () => {
    const secret = (await readFile(join(folder, 'run/secrets/parley/turn-secret'), 'utf8')).trim();
    const good = turnCredentials(secret, 'participant', Math.floor(Date.now() / 1000) + 60);
    expect(await relays(good.username, good.credential)).not.toContain('Cannot complete Allocation');
    expect(await relays(good.username, 'wrong')).toContain('Cannot complete Allocation');
  });

  it('prints no secret', async () => {
    expect(printed).not.toContain((await readFile(join(folder, 'run/secrets/coturn/secret'), 'utf8')).trim());
  });
});
