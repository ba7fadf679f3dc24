// Caddy with the stack's own Caddyfile, on free ports and with a folder of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CADDY, findTool } from '../../../scripts/lib/system-tools.ts';
import { freePort } from '../../support/start-server.ts';
import { REPOSITORY, runProgram } from './stack.ts';

const CADDYFILE = join(REPOSITORY, 'deploy/caddy/Caddyfile');

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Where it may be had. */
export const describeCaddy = findTool(CADDY) ? describe : describe.skip;

export class RunningCaddy {
  readonly url: string;
  /** Of the authority that signed its certificate. */
  readonly authority: string;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #log: () => string;

  private constructor(url: string, authority: string, child: ChildProcess, folder: string, log: () => string) {
    this.url = url;
    this.authority = authority;
    this.#child = child;
    this.#folder = folder;
    this.#log = log;
  }

  /** In front of these servers, by host and port. It serves. */
  static async start(upstreams: readonly string[]): Promise<RunningCaddy> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-caddy-'));
    const port = await freePort();
    const env = await environment(folder, upstreams, port);
    const child = spawn(program(), ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const orphaned = () => child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    let printed = '';
    const ended = once(child, 'close').then(() => {
      throw new Error(`Caddy ended instead of serving. It printed:\n${printed}`);
    });
    ended.catch(() => {});
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    // The last thing that it says of a certificate of its own is that it has it.
    while (
      !printed.includes('certificate obtained successfully') ||
      !printed.includes('serving initial configuration')
    ) {
      await Promise.race([once(child.stderr, 'data'), ended]);
    }
    const root = join(folder, 'caddy/pki/authorities/local/root.crt');
    return new RunningCaddy(`https://localhost:${port}`, await readFile(root, 'utf8'), child, folder, () => printed);
  }

  /** Resolves when it has found that this server, by host and port, takes no requests. */
  async findsUnready(upstream: string): Promise<void> {
    const isFound = (line: string): boolean => line.includes('health_checker') && line.includes(upstream);
    const before = this.#log().length;
    while (!this.#log().slice(before).split('\n').slice(0, -1).some(isFound)) {
      await once(this.#child.stderr ?? this.#child, 'data');
    }
  }

  /** What it answers; its certificate is checked. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    const asked = request(`${this.url}${path}`, { headers, ca: this.authority, agent: false });
    asked.end();
    const [answer] = await once(asked, 'response');
    let body = '';
    for await (const chunk of answer) body += String(chunk);
    return { status: answer.statusCode, headers: answer.headers, body };
  }

  async discard(): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** What `caddy validate` says of the Caddyfile. @throws Error if it is not valid */
export async function validateCaddyfile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-caddy-'));
  try {
    const env = await environment(folder, ['parley-1:3000', 'parley-2:3000'], await freePort());
    const { stdout, stderr } = await runProgram(
      program(),
      ['validate', '--config', CADDYFILE, '--adapter', 'caddyfile'],
      {
        env,
      },
    );
    return stdout + stderr;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function program(): string {
  const found = findTool(CADDY);
  if (!found) throw new Error(`Caddy is missing: ${CADDY.advice}.`);
  return found;
}

/** As the stack has it, but for ports, and for the machine's own list of authorities, which is left alone. */
async function environment(folder: string, upstreams: readonly string[], port: number): Promise<NodeJS.ProcessEnv> {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    PARLEY_DOMAIN: 'localhost',
    PARLEY_UPSTREAMS: upstreams.join(' '),
    CADDY_GLOBAL_OPTIONS: [
      `http_port ${await freePort()}`,
      `https_port ${port}`,
      `admin 127.0.0.1:${await freePort()}`,
      'skip_install_trust',
    ].join('\n'),
  };
}
