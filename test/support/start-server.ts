// Starts a built server of one's own: a free port, a temporary folder for its data, settings from the test alone.
// Erasable TypeScript, as all of test/support: scripts and benches run it without a build.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(REPOSITORY, 'dist/apps/server/src/main.js');
/** Long, for a machine that is busy with other suites: a start takes about a second. */
const START_LIMIT_MS = 50_000;
const LOOPBACK = '127.0.0.1';

/** Another machine than the test's own. */
export interface Machine {
  readonly address: string;
  spawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
}

export interface ServerOptions {
  /** Settings beside the defaults of a test: quiet address, own data folder, no rate limit. */
  env?: Record<string, string>;
  /** Left out, a free one. */
  port?: number;
  /** Where it runs; left out, here. */
  machine?: Machine;
}

/**
 * Ports that no system gives away by itself, neither to connections nor to who listens on any: what a server is to listen
 * on in a second, or again once it has been killed, nobody has taken meanwhile. None is one that browsers refuse.
 */
const PORTS = { first: 11_000, count: 20_000 };
let nextPort = Math.floor(Math.random() * PORTS.count);

/** A port that nobody listens on, and that nobody else of this process has been given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + (nextPort++ % PORTS.count);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

/** Most of what a start costs is the compiling of its modules: hundreds of starts share what one of them has compiled. */
const COMPILED = join(REPOSITORY, 'node_modules/.cache/parley-test-servers');

/** What a server's process sees: the machine's own variables less any of Parley's, then the test's. */
function environment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const ambient = Object.entries(process.env).filter(
    ([name]) => !/^(PARLEY_|PORT$|HOST$|DATABASE_URL$|REDIS_URL$)/.test(name),
  );
  return { ...Object.fromEntries(ambient), NODE_COMPILE_CACHE: COMPILED, ...settings };
}

export class RunningServer {
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  private readonly settings: Record<string, string>;
  private readonly machine: Machine | undefined;
  private child: ChildProcess | null = null;
  private printed = '';

  constructor(port: number, dataFolder: string, settings: Record<string, string>, machine?: Machine) {
    this.port = port;
    this.dataFolder = dataFolder;
    this.settings = settings;
    this.machine = machine;
    this.url = `http://${machine?.address ?? LOOPBACK}:${port}`;
  }

  /** All that it has printed so far, over every restart. */
  get output(): string {
    return this.printed;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Asks it to end (SIGTERM) and waits. Answers its exit code, or null if a signal ended it. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Ends it as a power cut would (SIGKILL) and waits. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Starts it on the same port and data; one that still runs is killed first. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Kills it and deletes its data. */
  async discard(): Promise<void> {
    await this.kill();
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  /** @throws Error with all that was printed, when it ends instead of listening */
  async start(): Promise<void> {
    const options: SpawnOptions = {
      cwd: REPOSITORY,
      env: environment(this.settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    };
    const args = ['--enable-source-maps', MAIN];
    const child = this.machine?.spawn(process.execPath, args, options) ?? spawn(process.execPath, args, options);
    this.child = child;
    const orphaned = () => child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    child.stderr?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));

    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`The server ${why}. It printed:\n${this.printed}`));
      const limit = setTimeout(() => fail(`was not ready within ${START_LIMIT_MS} ms`), START_LIMIT_MS);
      const look = async () => {
        if (!(await this.isReady())) return;
        clearTimeout(limit);
        resolve();
      };
      child.once('close', (code) => {
        clearTimeout(limit);
        fail(`ended with exit code ${code} instead of listening`);
      });
      // It says so when it listens, and it listens only once it is ready: each thing it prints is worth one look.
      child.stdout?.on('data', (chunk: Buffer) => {
        this.printed += chunk.toString();
        void look();
      });
    });
  }

  private async isReady(): Promise<boolean> {
    // From here another machine is out of reach; but a server says where it listens only once it is ready.
    if (this.machine) return this.printed.includes('http://');
    try {
      return (await fetch(`${this.url}/health/ready`)).ok;
    } catch {
      return false;
    }
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    this.child = null;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'close');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  }
}

/** A server that is ready. Its test ends it with `discard()`. @throws Error when nothing is built, or it does not start */
export async function startServer({ env = {}, port, machine }: ServerOptions = {}): Promise<RunningServer> {
  if (!existsSync(MAIN)) throw new Error('There is no built server yet: run `npm run build` first.');
  const dataFolder = await mkdtemp(join(tmpdir(), 'parley-test-'));
  const chosen = port ?? (await freePort());
  const settings = {
    PORT: String(chosen),
    HOST: machine?.address ?? LOOPBACK,
    DATABASE_URL: `sqlite:${join(dataFolder, 'parley.db')}`,
    PARLEY_RATE_LIMIT: 'off',
    ...env,
  };
  const server = new RunningServer(chosen, dataFolder, settings, machine);
  try {
    await server.start();
  } catch (error) {
    await server.discard();
    throw error;
  }
  return server;
}
