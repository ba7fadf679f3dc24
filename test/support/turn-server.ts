// A coturn of the test's own, told what the server tells the one beside it: here, or on another machine.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coturnConfiguration, type CoturnOptions } from '../../apps/server/src/turn/coturn-configuration.ts';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { freePort, type Machine } from './start-server.ts';

/** The last thing that it says before it serves. */
const SERVES = 'Total General servers';
const RELAY_PORTS = { from: 49_160, to: 49_359 };

export interface TurnServerOptions {
  secret: string;
  /** Left out, a free one. */
  port?: number;
  /** Over which it serves TLS, with which certificate; left out, none. */
  tls?: CoturnOptions['tls'];
  /** Where it runs; left out, here, for this machine alone. */
  machine?: Machine;
  /** Further lines of its configuration file. */
  lines?: readonly string[];
}

/** A relay that was given to somebody. */
export interface Allocation {
  port: number;
  username: string;
}

export class TurnServer {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #folder: string;
  #printed = '';

  private constructor(child: ChildProcess, port: number, folder: string) {
    this.port = port;
    this.#child = child;
    this.#folder = folder;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#printed += chunk.toString()));
    }
  }

  /** One that serves. @throws Error with what it printed, when it ends instead */
  static async start({ secret, port, tls = null, machine, lines = [] }: TurnServerOptions): Promise<TurnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-coturn-'));
    const chosen = port ?? (await freePort());
    const options: CoturnOptions = {
      port: chosen,
      tls,
      relayPorts: RELAY_PORTS,
      secret,
      folder,
      behindNat: null,
      loopback: !machine,
    };
    const file = join(folder, 'turnserver.conf');
    await writeFile(file, `${coturnConfiguration(options)}${['verbose', 'relay-threads=1', ...lines].join('\n')}\n`);
    const program = findTool(COTURN);
    if (!program) throw new Error(`coturn is missing: ${COTURN.advice}.`);
    const piped: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'] };
    const child = machine?.spawn(program, ['-c', file], piped) ?? spawn(program, ['-c', file], piped);
    const server = new TurnServer(child, chosen, folder);
    await server.#serves();
    return server;
  }

  /** What it has allocated so far. */
  get allocations(): Allocation[] {
    // One thread says where it relays from, and then for whom.
    const said = this.#printed.matchAll(/Local relay addr: \S+:(\d+)\n[^\n]*: new, [^\n]*username=<([^>]*)>/g);
    return [...said].map(([, port, username = '']) => ({ port: Number(port), username }));
  }

  /** Ends it, and every allocation with it. */
  async discard(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'close');
      this.#child.kill('SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #serves(): Promise<void> {
    const orphaned = () => this.#child.kill('SIGKILL');
    process.once('exit', orphaned);
    this.#child.once('exit', () => process.off('exit', orphaned));
    const ended = once(this.#child, 'close').then(() => {
      throw new Error(`coturn ended instead of serving. It printed:\n${this.#printed}`);
    });
    ended.catch(() => {});
    while (!this.#printed.includes(SERVES)) {
      await Promise.race([once(this.#child.stdout ?? this.#child, 'data'), ended]);
    }
  }
}
