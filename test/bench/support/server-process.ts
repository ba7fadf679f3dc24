// A server under measurement: a process of its own, which a probe inside it measures.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/start-server.ts';
import type { Figures, ProbeRequest } from '../servers/probe.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const SERVERS = join(REPOSITORY, 'test/bench/servers');
/** On a disk, which the system's folder for temporary files need not be. */
const DATA = join(REPOSITORY, 'data/bench');

export type ServerName = 'ws' | 'socket.io' | 'peerjs' | 'parley';

const FILES: Record<ServerName, string> = {
  ws: join(SERVERS, 'ws-relay.ts'),
  'socket.io': join(SERVERS, 'socket-io-relay.ts'),
  peerjs: join(SERVERS, 'peerjs-server.ts'),
  parley: join(REPOSITORY, 'dist/apps/server/src/main.js'),
};

export interface ServerProcessOptions {
  /** Each commit takes 20 ms. */
  slowDisk?: boolean;
  /** A folder with a database of one's own; it stays. */
  dataFolder?: string;
  /** Options of Node's, such as `--cpu-prof`. */
  nodeOptions?: readonly string[];
  environment?: Record<string, string>;
}

/** A folder for a database, on the same disk as the repository. */
export async function newDataFolder(): Promise<string> {
  await mkdir(DATA, { recursive: true });
  return mkdtemp(join(DATA, 'run-'));
}

async function listens(port: number): Promise<boolean> {
  const probe = connect(port, '127.0.0.1');
  try {
    await once(probe, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    probe.destroy();
  }
}

export class ServerProcess {
  readonly name: ServerName;
  readonly url: string;
  private readonly child: ChildProcess;
  private readonly ownFolder: string | undefined;

  private constructor(name: ServerName, url: string, child: ChildProcess, ownFolder: string | undefined) {
    this.name = name;
    this.url = url;
    this.child = child;
    this.ownFolder = ownFolder;
  }

  static async start(name: ServerName, options: ServerProcessOptions = {}): Promise<ServerProcess> {
    const { slowDisk = false, dataFolder, nodeOptions = [], environment = {} } = options;
    const ownFolder = dataFolder === undefined && name === 'parley' ? await newDataFolder() : undefined;
    const port = await freePort();
    const preload = [
      '--import',
      join(SERVERS, 'probe.ts'),
      ...(slowDisk ? ['--import', join(SERVERS, 'slow-disk.ts')] : []),
    ];
    const child = spawn(process.execPath, ['--expose-gc', ...preload, ...nodeOptions, FILES[name]], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: `sqlite:${join(dataFolder ?? ownFolder ?? '', 'parley.db')}`,
        PARLEY_RATE_LIMIT: 'off',
        PARLEY_STUN_URLS: '',
        NODE_ENV: 'production',
        ...environment,
      },
    });
    const orphaned = () => child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    // Each of them prints something once it listens; Parley prints more than that.
    while (!(await listens(port))) {
      await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
      if (child.exitCode !== null) throw new Error(`The ${name} server ended instead of listening.`);
    }
    child.stdout?.resume();
    return new ServerProcess(name, `127.0.0.1:${port}`, child, ownFolder);
  }

  /** Microseconds of CPU that the process has used so far, all its threads. */
  async cpu(): Promise<number> {
    return (await this.ask('cpu')).cpu;
  }

  /** All that the probe knows; collects the process's garbage first. */
  figures(): Promise<Figures> {
    return this.ask('figures');
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(force);
    if (this.ownFolder !== undefined) await rm(this.ownFolder, { recursive: true, force: true });
  }

  private async ask(request: ProbeRequest): Promise<Figures> {
    const answered = once(this.child, 'message');
    this.child.send(request);
    const [figures] = (await answered) as [Figures];
    return figures;
  }
}
