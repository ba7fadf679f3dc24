// Who is connected from where: each connection's traffic, and how many of them one address has.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import type { IncomingMessage } from 'node:http';
import { SOCKETS_PER_ADDRESS } from '../limits/budgets.ts';
import { callerAddress } from '../limits/caller-address.ts';
import { rateLimited } from '../limits/rate-limited.ts';
import { RateLimits } from '../limits/rate-limits.service.ts';
import { Settings } from '../settings/settings.ts';
import { AddressTraffic, SocketTraffic, WaitingBytes } from './socket-traffic.ts';
import type { Connection } from './websocket-of.ts';

/** Who is one too many is told so, and may come back after this long. */
const CROWDED_SECONDS = 10;
/** Beyond the bound by so much a connection is refused without a word of Socket.IO's, which takes memory. */
const ROOM_FOR_WORDS = 200;
const SWEEP_MS = 60_000;

@Injectable()
export class TrafficService implements OnModuleDestroy {
  private readonly addresses = new Map<string, AddressTraffic>();
  private readonly connections = new WeakMap<Connection, SocketTraffic>();
  private readonly waiting = new WaitingBytes();
  private readonly sweeping = setInterval(() => this.forgetIdle(), SWEEP_MS).unref();

  constructor(
    private readonly limits: RateLimits,
    private readonly settings: Settings,
  ) {}

  onModuleDestroy(): void {
    clearInterval(this.sweeping);
  }

  /** Of all connections, for whoever measures. */
  get waitingBytes(): number {
    return this.waiting.sum;
  }

  /** The caller's key, see `callerAddress`. */
  addressOf({ headers, socket }: IncomingMessage): string {
    return callerAddress({ headers, remoteAddress: socket.remoteAddress }, this.settings.trustedProxies);
  }

  /** A request of a connection that polls, or that begins. @throws Refusal rate-limited */
  async receive(request: IncomingMessage, begins: boolean): Promise<void> {
    const address = this.addressOf(request);
    if (!begins) return this.limits.spend('requests', address);
    this.refuseBeyond(SOCKETS_PER_ADDRESS + ROOM_FOR_WORDS, this.addresses.get(address));
  }

  /** A connection has begun, with `request`. */
  opened(connection: Connection, request: IncomingMessage): void {
    const address = this.addressOf(request);
    const shared = this.addresses.get(address) ?? new AddressTraffic(address);
    this.addresses.set(address, shared);
    shared.open += 1;
    connection.once('close', () => (shared.open -= 1));
    this.connections.set(connection, new SocketTraffic(connection, shared, this.waiting, this.limits));
  }

  /** @throws Error for a connection that was never opened */
  of(connection: Connection): SocketTraffic {
    const traffic = this.connections.get(connection);
    if (!traffic) throw new Error('This connection did not come through the adapter.');
    return traffic;
  }

  /** A connection asks for its socket. @throws Refusal rate-limited */
  async admit({ shared }: SocketTraffic): Promise<void> {
    this.refuseBeyond(SOCKETS_PER_ADDRESS, shared);
    await this.limits.spend('connections', shared.address);
  }

  /** Comes to a call with a socket, within this budget and that of misses. @throws Refusal rate-limited */
  async within<Taken>(
    budget: 'joins' | 'knocks',
    { shared: { address } }: SocketTraffic,
    come: () => Promise<Taken>,
  ): Promise<Taken> {
    await this.limits.spend(budget, address);
    await this.limits.ask('misses', address);
    try {
      return await come();
    } catch (error) {
      const isMiss = error instanceof Refusal && (error.code === 'call-not-found' || error.code === 'unauthorized');
      if (isMiss) await this.limits.count('misses', address);
      throw error;
    }
  }

  private refuseBeyond(bound: number, shared: AddressTraffic | undefined): void {
    if (!this.limits.on || (shared?.open ?? 0) <= bound) return;
    this.limits.note('connections');
    throw rateLimited('connections from one address', CROWDED_SECONDS);
  }

  /** An address is kept for as long as its buckets are not full again. */
  private forgetIdle(): void {
    for (const [address, shared] of this.addresses) {
      if (shared.isIdle) this.addresses.delete(address);
    }
  }
}
