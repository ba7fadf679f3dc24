// The bus over Redis. Whether it is up is told by an echo: what this server says to itself through Redis and hears again. That
// notices a cut that breaks no connection, and it notices when messages pass again.
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import type { RedisSettings } from '../settings/redis-setting.ts';
import { Bus, type Hearer, type Subscription } from './bus.ts';
import { redisClients, type RedisClients } from './redis-clients.ts';
import { RedisFigures } from './redis-figures.ts';

const ECHO_MS = 500;
/** So long without an echo, and the bus is down. */
const ECHO_LIMIT_MS = 1500;
/** So long down, and the connections are made anew: those of before may wait for a retransmission for much longer. */
const RENEW_MS = 3000;
/** A Redis Cluster is up when the shards are that these many channels fall to. */
const CLUSTER_ECHOES = 8;

/** What this server says to itself. */
const ECHO = 'parley:echo:';
const echoChannel = (self: string, part: number): string => `${ECHO}${self}:${part}`;

/** A channel that is listened to. */
class Channel implements Subscription {
  readonly listeners = new Set<Hearer>();
  isReady = false;
  readonly ready: Promise<void>;
  private readonly confirmed = Promise.withResolvers<void>();

  constructor(
    readonly name: string,
    private readonly close: (channel: Channel) => void,
  ) {
    this.ready = this.confirmed.promise;
  }

  confirm(): void {
    this.isReady = true;
    this.confirmed.resolve();
  }

  end(): void {
    this.close(this);
  }
}

export class RedisBus extends Bus {
  private readonly log = new Logger('Redis');
  private readonly channels = new Map<string, Channel>();
  /** What Redis has been told of, over the connection of the moment. */
  private readonly heard = new Set<string>();
  private readonly turns = new Map<string, Promise<void>>();
  private readonly watchers = new Set<() => void>();
  private readonly echoes = new Map<number, number>();
  private readonly mode: 'single' | 'cluster';
  private clients: RedisClients | null = null;
  private connectedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private up = false;
  private stopped = false;

  constructor(
    private readonly settings: RedisSettings,
    private readonly figures: RedisFigures = new RedisFigures(new Registry()),
    private readonly self: string = randomUUID(),
  ) {
    super();
    this.mode = settings.cluster ? 'cluster' : 'single';
    figures.stands(this.mode, false);
    const parts = settings.cluster ? CLUSTER_ECHOES : 1;
    for (let part = 0; part < parts; part += 1) {
      this.echoes.set(part, -Infinity);
      this.subscribe(echoChannel(self, part), () => this.echoed(part));
    }
  }

  get isUp(): boolean {
    return this.up;
  }

  get store(): unknown {
    return this.up ? this.clients?.store : null;
  }

  /** Begins; resolves when the bus is up, or so many milliseconds have passed: then it will be later. */
  async start(patience: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.onChange(resolve);
    const timer = setTimeout(resolve, patience);
    this.beat();
    await promise;
    clearTimeout(timer);
    this.watchers.delete(resolve);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.clients?.destroy();
    this.clients = null;
    this.up = false;
  }

  publish(channel: string, message: string): void {
    if (!this.up) return;
    this.figures.message('out');
    this.say(channel, message);
  }

  subscribe(name: string, hear: Hearer): Subscription {
    const channel = new Channel(name, (closed) => this.close(closed));
    channel.listeners.add(hear);
    this.channels.set(name, channel);
    void this.listen(channel);
    return channel;
  }

  onChange(run: () => void): void {
    this.watchers.add(run);
  }

  private close(channel: Channel): void {
    // Whoever followed it anew meanwhile has another.
    if (this.channels.get(channel.name) !== channel) return;
    this.channels.delete(channel.name);
    void this.inTurn(channel.name, async (clients) => {
      if (this.channels.has(channel.name)) return;
      this.heard.delete(channel.name);
      await clients.unsubscribe(channel.name);
    });
  }

  private listen(channel: Channel): Promise<void> {
    const { name } = channel;
    return this.inTurn(name, async (clients) => {
      if (this.channels.get(name) !== channel || channel.isReady) return;
      // Looked up at each message: a channel that is closed and opened again keeps its listener at Redis.
      if (!this.heard.has(name)) await clients.subscribe(name, (message) => this.hear(name, message));
      if (clients !== this.clients) return;
      this.heard.add(name);
      channel.confirm();
    });
  }

  /** One after the other of a channel: the client mixes up a subscription with the end of the one before. */
  private async inTurn(name: string, work: (clients: RedisClients) => Promise<void>): Promise<void> {
    const { clients } = this;
    if (!clients) return;
    const before = this.turns.get(name);
    const turn = (before ?? Promise.resolve()).then(() => work(clients)).catch(() => undefined);
    this.turns.set(name, turn);
    // What failed is done with the next beat, or by the next connection.
    await turn;
    if (this.turns.get(name) === turn) this.turns.delete(name);
  }

  private hear(name: string, message: string): void {
    if (!name.startsWith(ECHO)) this.figures.message('in');
    for (const listener of this.channels.get(name)?.listeners ?? []) listener(message);
  }

  private say(channel: string, message: string): void {
    this.clients?.publish(channel, message).catch(() => this.figures.failed('message'));
  }

  private beat(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.beat(), ECHO_MS);
    this.judge();
    if (!this.up && performance.now() - this.connectedAt > RENEW_MS) this.connect();
    this.callOut();
    this.figures.listens(this.mode, Math.max(0, this.heard.size - this.echoes.size));
    for (const channel of this.channels.values()) if (!channel.isReady) void this.listen(channel);
  }

  private callOut(): void {
    for (const part of this.echoes.keys()) this.say(echoChannel(this.self, part), '');
  }

  private echoed(part: number): void {
    this.echoes.set(part, performance.now());
    if (!this.up) this.judge();
  }

  private judge(): void {
    const limit = performance.now() - ECHO_LIMIT_MS;
    this.become([...this.echoes.values()].every((at) => at > limit));
  }

  private broke(error: Error): void {
    this.figures.failed('connection');
    if (this.up) this.log.warn(`The connection to Redis broke, signals go on through the database: ${error.message}`);
    for (const part of this.echoes.keys()) this.echoes.set(part, -Infinity);
    this.become(false);
  }

  private become(up: boolean): void {
    if (up === this.up || this.stopped) return;
    this.up = up;
    this.figures.stands(this.mode, up);
    this.log.log(up ? 'Redis carries what servers tell each other' : 'Redis is away');
    for (const watcher of this.watchers) watcher();
  }

  private connect(): void {
    this.connectedAt = performance.now();
    this.clients?.destroy();
    const clients = redisClients(this.settings, (error) => {
      if (clients === this.clients) this.broke(error);
    });
    this.clients = clients;
    this.heard.clear();
    this.turns.clear();
    for (const channel of this.channels.values()) channel.isReady = false;
    void this.begin(clients);
  }

  private async begin(clients: RedisClients): Promise<void> {
    try {
      await clients.connect();
    } catch (error) {
      this.log.warn(`Redis cannot be reached, it will be tried again: ${String(error)}`);
      return;
    }
    this.figures.connected(this.mode);
    await Promise.all(Array.from(this.channels.values(), (channel) => this.listen(channel)));
    if (clients === this.clients) this.callOut();
  }
}
