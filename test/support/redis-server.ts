// A Redis of the test's own, or three that are a Redis Cluster: the machine's program, free ports, temporary folders.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { findTool, REDIS } from '../../scripts/lib/system-tools.ts';
import { ChildServer } from './child-server.ts';
import { freePort } from './start-server.ts';

const SERVES = 'Ready to accept connections';
const SLOTS = 16_384;

export class RedisServer {
  readonly port: number;
  readonly #folder: string;
  readonly #settings: readonly string[];
  #child: ChildServer | null = null;

  private constructor(port: number, folder: string, settings: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#settings = settings;
  }

  /** One that serves, with nothing in it. @throws Error when Redis is missing, or with what it printed */
  static async start(settings: readonly string[] = [], port?: number): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-redis-'));
    const server = new RedisServer(port ?? (await freePort()), folder, settings);
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    await this.stop();
    const program = findTool(REDIS);
    if (!program) throw new Error(`Redis is missing: ${REDIS.advice}.`);
    const from = `--port ${this.port} --bind 127.0.0.1 --save --appendonly no --daemonize no`.split(' ');
    this.#child = await ChildServer.start({
      program,
      args: [...from.flatMap((word) => (word === '--save' ? [word, ''] : [word])), ...this.#settings],
      options: { cwd: this.#folder },
      serves: (printed) => printed.includes(SERVES),
    });
  }

  async stop(): Promise<void> {
    await this.#child?.end('SIGTERM');
    this.#child = null;
  }

  /** Answers one command. */
  async ask(...command: string[]): Promise<unknown> {
    const client = createClient({ url: this.url });
    await client.connect();
    try {
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  }

  /** How often a command was carried out since the start. */
  async timesOf(command: string): Promise<number> {
    const statistics = String(await this.ask('INFO', 'commandstats'));
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(statistics)?.[1] ?? 0);
  }

  async discard(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Three nodes that share the slots of one Redis Cluster. */
export async function redisCluster(): Promise<RedisServer[]> {
  const nodes: RedisServer[] = [];
  // Over a second port nodes speak to each other: 10,000 higher unless they are told otherwise.
  const between: string[] = [];
  for (let node = 0; node < 3; node += 1) {
    between.push(String(await freePort()));
    nodes.push(await RedisServer.start(['--cluster-enabled', 'yes', '--cluster-port', between.at(-1) ?? '']));
  }
  const share = Math.ceil(SLOTS / nodes.length);
  for (const [index, node] of nodes.entries()) {
    const [first, last] = [index * share, Math.min((index + 1) * share, SLOTS) - 1];
    await node.ask('CLUSTER', 'ADDSLOTSRANGE', String(first), String(last));
    await node.ask('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    if (index > 0) await node.ask('CLUSTER', 'MEET', '127.0.0.1', String(nodes[0]?.port), between[0] ?? '');
  }
  for (const node of nodes) {
    const isWhole = async () => String(await node.ask('CLUSTER', 'INFO')).includes('cluster_state:ok');
    while (!(await isWhole())) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return nodes;
}
