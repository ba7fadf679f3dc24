import { jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { SOCKET_EVENTS, SOCKET_PACKETS } from '../limits/budgets.ts';
import { AddressTraffic, SocketTraffic, WaitingBytes } from './socket-traffic.ts';
import type { Connection } from './websocket-of.ts';

class FakeWebSocket extends EventEmitter {
  readonly pause = jest.fn();
  readonly resume = jest.fn();
  readonly terminate = jest.fn();
}

/** A connection of Engine.IO, on WebSocket or polling. */
class FakeConnection extends EventEmitter {
  readonly websocket = new FakeWebSocket();
  readonly transport: object;
  readonly close = jest.fn();

  constructor(polls = false) {
    super();
    this.transport = polls ? {} : { socket: this.websocket };
  }

  /** Something is to be sent, and waits. */
  queue(bytes: number): void {
    this.emit('packetCreate', { data: 'x'.repeat(bytes) });
  }
}

const MIB = 1024 * 1024;
const note = jest.fn();
/** The time, in milliseconds: it stands unless a test moves it. */
let now = 0;

function trafficOf(connection: FakeConnection, { on = true, all = new WaitingBytes() } = {}): SocketTraffic {
  const shared = new AddressTraffic('192.0.2.1', () => now);
  return new SocketTraffic(connection as unknown as Connection, shared, all, { on, note });
}

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  note.mockClear();
  now = 0;
});

describe('events', () => {
  const allowed = (times: number): boolean[] => Array<boolean>(times).fill(false);
  const refused = (times: number): boolean[] => Array<boolean>(times).fill(true);

  it('are taken up to the budget and then refused with the time to wait', () => {
    const traffic = trafficOf(new FakeConnection());
    const refusals = Array.from({ length: SOCKET_EVENTS.burst + 50 }, () => traffic.refuse('candidate', {}));
    expect(refusals.map(Boolean)).toEqual([...allowed(SOCKET_EVENTS.burst), ...refused(50)]);
    expect(refusals.at(-1)).toEqual({
      code: 'rate-limited',
      message: 'Too many events. Try again in 1 second.',
      retryAfter: 1,
    });
    expect(note).toHaveBeenCalledWith('events');
    expect(traffic.refuse('received', { seq: 1 })).toBeNull();
    expect(traffic.refuse('hangup', {})).toBeNull();
  });

  it('who obeys gets through, with as many as flowed in meanwhile', () => {
    const traffic = trafficOf(new FakeConnection());
    const ask = (times: number) => Array.from({ length: times }, () => traffic.refuse('candidate', {}) !== null);
    expect(ask(SOCKET_EVENTS.burst + 1).at(-1)).toBe(true);
    now += 1000;
    expect(ask(SOCKET_EVENTS.perSecond + 1)).toEqual([...allowed(SOCKET_EVENTS.perSecond), true]);
  });

  it('a costly one is told to wait until it can be paid for', () => {
    const traffic = trafficOf(new FakeConnection());
    for (let taken = 0; taken < SOCKET_EVENTS.burst; taken += 1) traffic.refuse('candidate', {});
    const retryAfter = Math.ceil(120 / SOCKET_EVENTS.perSecond);
    const large = { description: { type: 'offer', sdp: 'x'.repeat(119 * 4096) } };
    expect(traffic.refuse('offer', large)).toMatchObject({ retryAfter });
  });

  it('are never refused where limits are off', () => {
    const traffic = trafficOf(new FakeConnection(), { on: false });
    expect(Array.from({ length: 5000 }, () => traffic.refuse('join', {})).filter(Boolean)).toEqual([]);
  });
});

describe('packets', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const flood = (connection: FakeConnection, event: 'packet' | 'ping') => {
    const source = event === 'packet' ? connection : connection.websocket;
    for (let sent = 0; sent < SOCKET_PACKETS.burst + 500; sent += 1) source.emit(event);
  };

  it.each(['packet', 'ping'] as const)('past all patience (%s) are not read for a while, and then again', (event) => {
    const connection = new FakeConnection();
    trafficOf(connection);
    flood(connection, event);
    expect(connection.websocket.pause).toHaveBeenCalledTimes(1);
    expect(connection.websocket.resume).not.toHaveBeenCalled();
    jest.runAllTimers();
    expect(connection.websocket.resume).toHaveBeenCalledTimes(1);
  });

  it('of a request that was read whole cannot be held back: the connection is closed', () => {
    const connection = new FakeConnection(true);
    trafficOf(connection);
    flood(connection, 'packet');
    expect(connection.close).toHaveBeenCalledWith(true);
  });

  it('the wait ends with the connection', () => {
    const connection = new FakeConnection();
    trafficOf(connection);
    flood(connection, 'packet');
    connection.emit('close');
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('what waits for a slow reader', () => {
  it('counts as long as it is not written: beyond 256 KiB the reader is behind', () => {
    const connection = new FakeConnection();
    const all = new WaitingBytes();
    const traffic = trafficOf(connection, { all });
    connection.queue(200_000);
    expect([traffic.isBehind, all.sum]).toEqual([false, 200_000]);
    connection.queue(100_000);
    expect([traffic.isBehind, all.sum]).toEqual([true, 300_000]);
    connection.emit('flush');
    expect([traffic.isBehind, all.sum]).toEqual([false, 0]);
  });

  it('beyond 4 MiB the connection is closed without a goodbye, and what waited is forgotten', async () => {
    const connection = new FakeConnection();
    const all = new WaitingBytes();
    trafficOf(connection, { all, on: false });
    connection.queue(4 * MIB);
    await turnOfTheLoop();
    expect(connection.websocket.terminate).not.toHaveBeenCalled();
    connection.queue(1);
    connection.queue(1);
    expect(connection.websocket.terminate).not.toHaveBeenCalled();
    await turnOfTheLoop();
    expect(connection.websocket.terminate).toHaveBeenCalledTimes(1);
    connection.emit('close');
    expect(all.sum).toBe(0);
  });

  it('when too much waits for all together, those that are behind are closed and no others', async () => {
    const all = new WaitingBytes();
    all.sum = 256 * MIB;
    const [behind, quick] = [new FakeConnection(true), new FakeConnection()];
    trafficOf(behind, { all });
    trafficOf(quick, { all });
    behind.queue(300_000);
    quick.queue(1000);
    await turnOfTheLoop();
    expect(behind.close).toHaveBeenCalledWith(true);
    expect(quick.websocket.terminate).not.toHaveBeenCalled();
  });
});
