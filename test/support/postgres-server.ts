// A PostgreSQL of the test's own: the machine's programs, a free port, a temporary folder.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findTool, POSTGRESQL } from '../../scripts/lib/system-tools.ts';
import { freePort } from './start-server.ts';

/** The last thing that it says before it serves. */
const SERVES = 'database system is ready to accept connections';
/** As `getconf CLK_TCK` has it on any Linux of today: 100 a second. */
const MICROSECONDS_A_TICK = 10_000;
const SUPERUSER = 'parley';
/** PostgreSQL refuses to run as root: whose it is then, the first that there is. */
const USERS = ['postgres', 'nobody'];

export interface PostgresServerOptions {
  /** Whether what a commit wrote outlives the loss of power; `false` is quicker, for tests that break nothing. */
  durable: boolean;
  /** Further settings, as `-c` takes them. */
  settings?: Readonly<Record<string, string>>;
  /** PEM; connections over TLS are taken beside those in clear. */
  tls?: { cert: string; key: string };
}

interface Owner {
  uid?: number;
  gid?: number;
}

export class PostgresServer {
  readonly port: number;
  readonly #programs: string;
  readonly #folder: string;
  readonly #owner: Owner;
  readonly #settings: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  #printed = '';

  private constructor(port: number, programs: string, folder: string, owner: Owner, settings: Record<string, string>) {
    this.port = port;
    this.#programs = programs;
    this.#folder = folder;
    this.#owner = owner;
    this.#settings = settings;
  }

  /** One that serves, with nothing in it. @throws Error when PostgreSQL is missing, or with what it printed */
  static async start({ durable, settings = {}, tls }: PostgresServerOptions): Promise<PostgresServer> {
    const program = findTool(POSTGRESQL);
    if (!program) throw new Error(`PostgreSQL is missing: ${POSTGRESQL.advice}.`);
    const folder = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
    const owner = ownerToBe();
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
    const server = new PostgresServer(await freePort(), dirname(program), folder, owner, {
      fsync: durable ? 'on' : 'off',
      ...(tls && { ssl: 'on', ssl_cert_file: 'server.crt', ssl_key_file: 'server.key' }),
      ...settings,
    });
    await server.#initialise();
    if (tls) server.#keep({ 'server.crt': tls.cert, 'server.key': tls.key });
    await server.restart();
    return server;
  }

  /** Its own database, `postgres`, as the one who may do everything. */
  get url(): string {
    return `postgres://${SUPERUSER}@127.0.0.1:${this.port}/postgres`;
  }

  get serves(): boolean {
    return this.#child !== null;
  }

  /** Starts it again on the same port and data. */
  async restart(): Promise<void> {
    await this.stop('immediate');
    const settings = {
      port: String(this.port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '200',
      shared_buffers: '64MB',
      ...this.#settings,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = this.#spawn('postgres', ['-D', this.#data, ...args]);
    this.#child = child;
    const from = this.#printed.length;
    const ended = once(child, 'close').then(() => {
      throw new Error(`PostgreSQL ended instead of serving. It printed:\n${this.#printed}`);
    });
    ended.catch(() => {});
    while (!this.#printed.slice(from).includes(SERVES)) {
      await Promise.race([once(child.stderr ?? child, 'data'), ended]);
    }
  }

  /** `fast` ends every connection in good order; `immediate` is a crash, from which the next start recovers. */
  async stop(how: 'fast' | 'immediate'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await ended;
  }

  /** Microseconds of CPU that all its processes have used so far, those that ended included (Linux). */
  cpu(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) return 0;
    const processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(timesOf);
    const own = processes.filter((found) => found.pid === pid || found.parent === pid);
    return own.reduce((sum, { ticks }) => sum + ticks, 0) * MICROSECONDS_A_TICK;
  }

  async discard(): Promise<void> {
    await this.stop('immediate');
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  async #initialise(): Promise<void> {
    const options = ['--no-sync', '--auth=trust', '--encoding=UTF8', '--locale=C', `--username=${SUPERUSER}`];
    const child = this.#spawn('initdb', ['-D', this.#data, ...options]);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`initdb failed. It printed:\n${this.#printed}`);
  }

  /** Files of its own in its data folder. */
  #keep(files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.#data, name);
      writeFileSync(path, content, { mode: 0o600 });
      const { uid, gid } = this.#owner;
      if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
    }
  }

  #spawn(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(join(this.#programs, program), args, {
      ...this.#owner,
      cwd: this.#folder,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const orphaned = () => child.kill('SIGQUIT');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#printed += chunk.toString()));
    }
    return child;
  }
}

/** What /proc/<pid>/stat says, after the name in parentheses: state, parent, …, and the four times from the twelfth on. */
function timesOf(pid: string): { pid: number; parent: number; ticks: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return {
      pid: Number(pid),
      parent: fields[1] ?? 0,
      ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0),
    };
  } catch {
    return { pid: 0, parent: 0, ticks: 0 };
  }
}

function ownerToBe(): Owner {
  if (process.getuid?.() !== 0 || !existsSync('/etc/passwd')) return {};
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const user of USERS) {
    const entry = entries.find(([name]) => name === user);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  return {};
}
