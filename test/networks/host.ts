// A machine of its own: a namespace with one interface, which can be plugged in, pulled out and plugged in elsewhere.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ip, IP } from './commands.ts';
import { makeNamespace, removeNamespace, writeHosts } from './namespaces.ts';
import type { Network } from './network.ts';

export class Host {
  readonly namespace: string;
  readonly #device: string;
  readonly #folder: string;
  #addresses: readonly string[] = [];

  private constructor(namespace: string, device: string, folder: string) {
    this.namespace = namespace;
    this.#device = device;
    this.#folder = folder;
  }

  /** @param device what its interface is called */
  static async make(label: string, device = 'eth0'): Promise<Host> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-host-'));
    return new Host(await makeNamespace(label), device, folder);
  }

  /** The first of its addresses. @throws Error while it is plugged in nowhere */
  get address(): string {
    const [first] = this.#addresses;
    if (!first) throw new Error(`${this.namespace} is plugged in nowhere.`);
    return first;
  }

  /** One, or one for each version of IP. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** Plugs it in, with a new address; from wherever it was it is pulled out first. */
  async plug(network: Network): Promise<void> {
    await this.unplug();
    this.#addresses = await network.connect(this.namespace, this.#device);
  }

  /**
   * Pulls the cable: link, address and route are gone, and its programs are told so.
   * (A link that is merely set down keeps its address, and programs their sockets.)
   */
  async unplug(): Promise<void> {
    if (this.#addresses.length > 0) await ip('-n', this.namespace, 'link', 'delete', this.#device);
    this.#addresses = [];
  }

  /** Under which names its programs find whom, those that are started from now on. */
  async learn(names: Readonly<Record<string, string>>): Promise<void> {
    await writeHosts(this.namespace, names);
  }

  /** Starts a program on it. Its process id is the program's own. */
  spawn(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    return spawn(IP, ['netns', 'exec', this.namespace, program, ...args], options);
  }

  /** The path of a program that starts `program` on this host: for whoever can be told a path and nothing else. */
  async launcher(program: string): Promise<string> {
    const path = join(this.#folder, 'launch');
    await writeFile(path, `#!/bin/sh\nexec '${IP}' netns exec ${this.namespace} '${program}' "$@"\n`);
    await chmod(path, 0o755);
    return path;
  }

  /** Ends its programs and removes it. */
  async discard(): Promise<void> {
    await removeNamespace(this.namespace);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
