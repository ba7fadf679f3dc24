// Another program's server as a test's own child: started, waited for, ended by its process, and never left behind.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

export interface ChildServerOptions {
  program: string;
  args: readonly string[];
  options?: SpawnOptions;
  /** Resolves once it serves; looked at after everything that it prints, and now and then. */
  serves: (printed: string) => boolean | Promise<boolean>;
}

const LOOK_AGAIN_MS = 50;

export class ChildServer {
  readonly #child: ChildProcess;
  readonly #name: string;
  #printed = '';

  private constructor(child: ChildProcess, name: string) {
    this.#child = child;
    this.#name = name;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#printed += chunk.toString()));
    }
  }

  /** @throws Error with what it printed, when it ends instead of serving */
  static async start({ program, args, options = {}, serves }: ChildServerOptions): Promise<ChildServer> {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const server = new ChildServer(child, program);
    const orphaned = () => child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    const ended = once(child, 'close').then(() => {
      throw new Error(`${server.#name} ended instead of serving. It printed:\n${server.#printed}`);
    });
    ended.catch(() => {});
    while (!(await serves(server.#printed))) {
      await Promise.race([new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS)), ended]);
    }
    return server;
  }

  get printed(): string {
    return this.#printed;
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'close');
    this.#child.kill(signal);
    await ended;
  }
}
