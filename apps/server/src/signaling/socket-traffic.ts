// What goes in and out at one connection, counted: who sends too much is refused and then read from more slowly, who does
// not read what is sent to it is not sent more, and in the end closed. Its seat stays, and its mailbox keeps what it missed.
import type { WireError } from '@parley/protocol';
import { ADDRESS_EVENTS, ADDRESS_EXCESS, SOCKET_EVENTS, SOCKET_PACKETS } from '../limits/budgets.ts';
import { tooMany } from '../limits/rate-limited.ts';
import type { RateLimits } from '../limits/rate-limits.service.ts';
import { type Clock, monotonicClock, TokenBucket } from '../limits/token-bucket.ts';
import { eventCost } from './event-cost.ts';
import { type Connection, type WebSocketLike, websocketOf } from './websocket-of.ts';

const KIB = 1024;
/** With so many bytes before it a signal is not pushed: it waits in its mailbox, and is sent again later. */
const BEHIND = 256 * KIB;
/** With so many bytes waiting for it a connection is closed. The largest answer, a page of a mailbox, has 1 MiB. */
const MOST_WAITING = 4 * KIB * KIB;
/** All connections together; beyond it those that are behind are closed. */
const MOST_WAITING_OF_ALL = 256 * KIB * KIB;
/** The longest time to read nothing, in milliseconds: a pong has to get through in twice that. */
const LONGEST_REST = 5000;

/** What the connections of one address have in common. */
export class AddressTraffic {
  open = 0;
  readonly events: TokenBucket;
  /** Packets past their sockets' own allowance. */
  readonly excess: TokenBucket;

  constructor(
    readonly address: string,
    readonly clock: Clock = monotonicClock,
  ) {
    this.events = new TokenBucket(ADDRESS_EVENTS, clock);
    this.excess = new TokenBucket(ADDRESS_EXCESS, clock);
  }

  get isIdle(): boolean {
    return this.open === 0 && this.events.isFull() && this.excess.isFull();
  }
}

/** Bytes that wait to be written, of all connections. */
export class WaitingBytes {
  sum = 0;
}

export class SocketTraffic {
  /** Whether it has, or is about to have, its socket in the root namespace: one to a connection. */
  admitted = false;
  private readonly events: TokenBucket;
  private readonly packets: TokenBucket;
  private waiting = 0;
  private rest: NodeJS.Timeout | undefined;
  private cut = false;

  constructor(
    private readonly connection: Connection,
    readonly shared: AddressTraffic,
    private readonly all: WaitingBytes,
    private readonly limits: Pick<RateLimits, 'on' | 'note'>,
  ) {
    this.events = new TokenBucket(SOCKET_EVENTS, shared.clock);
    this.packets = new TokenBucket(SOCKET_PACKETS, shared.clock);
    connection.on('packetCreate', ({ data }: { data?: string | Buffer }) => this.queued(data?.length ?? 0));
    connection.on('flush', () => this.written());
    connection.once('close', () => this.closed());
    if (!limits.on) return;
    connection.on('packet', () => this.received());
    this.watchPings(websocketOf(connection));
    connection.once('upgrade', () => this.watchPings(websocketOf(connection)));
  }

  /** Whether it reads more slowly than it is sent to. */
  get isBehind(): boolean {
    return this.waiting > BEHIND;
  }

  /** Counts an event. Answers why it may not be carried out now, if so. */
  refuse(event: unknown, payload: unknown): WireError | null {
    const cost = this.limits.on ? eventCost(event, payload) : 0;
    if (cost === 0) return null;
    const wait = this.events.take(cost) || this.shared.events.take(cost);
    if (wait === 0) return null;
    this.limits.note('events');
    return tooMany('events', wait);
  }

  private received(): void {
    const own = this.packets.overdraw(1);
    if (own === 0) return;
    this.slowDown(Math.max(own, this.shared.excess.overdraw(1)));
  }

  /** Reads nothing for a while: what it sends meanwhile stays with it, by the window of its TCP connection. */
  private slowDown(seconds: number): void {
    if (this.rest) return;
    const websocket = websocketOf(this.connection);
    // A request of the polling transport is read already, with up to 128 thousand packets in it.
    if (!websocket) {
      this.connection.close(true);
      return;
    }
    websocket.pause();
    this.rest = setTimeout(
      () => {
        this.rest = undefined;
        websocket.resume();
      },
      Math.min(seconds * 1000, LONGEST_REST),
    );
  }

  /**
   * The pings of WebSocket itself (RFC 6455, section 5.5.2) are no packets of Engine.IO, but each is answered too. Who does
   * not read the answers is closed by `ws`.
   */
  private watchPings(websocket: WebSocketLike | null): void {
    websocket?.on('ping', () => this.received());
  }

  private queued(bytes: number): void {
    this.waiting += bytes;
    this.all.sum += bytes;
    if (this.waiting > MOST_WAITING || (this.waiting > BEHIND && this.all.sum > MOST_WAITING_OF_ALL)) this.close();
  }

  private written(): void {
    this.all.sum -= this.waiting;
    this.waiting = 0;
  }

  private closed(): void {
    this.written();
    clearTimeout(this.rest);
  }

  /** At once and without a goodbye, which would wait behind all the rest; but not in the middle of what sends. */
  private close(): void {
    if (this.cut) return;
    this.cut = true;
    setImmediate(() => {
      const websocket = websocketOf(this.connection);
      if (websocket) websocket.terminate();
      else this.connection.close(true);
    });
  }
}
