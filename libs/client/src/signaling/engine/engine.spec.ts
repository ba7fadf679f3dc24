// Against Engine.IO's own server, and against servers that do less than they should.
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Server as EngineServer, type Socket } from 'engine.io';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { until } from '../../testing/until.ts';
import { Engine, type TransportName } from './engine.ts';

let http: Server;
let url: string;
let server: EngineServer;
let engine: Engine | undefined;
let sockets: Socket[];
/** What stands in the way of upgrades, as a proxy might. */
let refuses: (socket: Duplex) => boolean;
const swallowed: Duplex[] = [];

const told = { opened: jest.fn(), message: jest.fn<(text: string) => void>(), lost: jest.fn() };

beforeEach(async () => {
  for (const each of Object.values(told)) each.mockReset();
  sockets = [];
  refuses = () => false;
  // Nobody is pinged, and a patience that no busy machine tries; who looks at these has others.
  server = new EngineServer({ pingInterval: 10_000, pingTimeout: 30_000, maxHttpBufferSize: 2_000 });
  server.on('connection', (socket: Socket) => sockets.push(socket));
  http = createServer((request, response) => server.handleRequest(request as never, response as never));
  http.on('upgrade', (request, socket, head) => {
    // The other end may be gone before it has read a refusal.
    socket.on('error', () => {});
    if (!refuses(socket)) server.handleUpgrade(request, socket, head);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterEach(() => {
  engine?.close(null);
  server.close();
  http.close();
  http.closeAllConnections();
  for (const socket of swallowed.splice(0)) socket.destroy();
});

const refused = (socket: Duplex): boolean => {
  socket.end('HTTP/1.1 501 Not Implemented\r\n\r\n');
  return true;
};

async function opened(first: TransportName = 'websocket'): Promise<Socket> {
  engine = open(first);
  await soon(() => told.opened.mock.calls.length === 1 && sockets.length === 1);
  return sockets[0]!;
}

const open = (first: TransportName = 'websocket'): Engine => new Engine(url, told, first);

/** Looks again after whatever the network brings. */
async function soon(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Sends numbers both ways until `enough`, and answers what came over at either side. */
async function exchange(
  socket: Socket,
  enough: () => boolean,
): Promise<{ sent: string[]; here: string[]; there: string[] }> {
  const sent: string[] = [];
  const there: string[] = [];
  socket.on('message', (text: string) => there.push(text));
  while (!enough()) {
    const number = String(sent.length);
    sent.push(number);
    engine?.send(number);
    socket.send(number);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const here = (): string[] => told.message.mock.calls.map(([text]) => text);
  await soon(() => there.length >= sent.length && here().length >= sent.length);
  return { sent, here: here(), there };
}

test('a WebSocket is the first choice, and lives as long as both sides answer', async () => {
  server.opts.pingInterval = 100;
  const socket = await opened();
  expect(socket.transport.name).toBe('websocket');
  let beats = 0;
  socket.on('heartbeat', () => (beats += 1));
  await soon(() => beats === 4);
  expect(told.lost).not.toHaveBeenCalled();
});

test('where WebSockets are refused it polls, in the order in which things were said', async () => {
  refuses = refused;
  const socket = await opened();
  expect(socket.transport.name).toBe('polling');
  let rounds = 0;
  const { sent, here, there } = await exchange(socket, () => (rounds += 1) > 100);
  expect(here).toEqual(sent);
  expect(there).toEqual(sent);
  expect(told.lost).not.toHaveBeenCalled();
});

test('what is said at once over polling is sent in bodies that the server takes', async () => {
  refuses = refused;
  const socket = await opened();
  const there: string[] = [];
  socket.on('message', (text: string) => there.push(text));
  const sent = Array.from({ length: 30 }, (_, index) => `${index} ${'€'.repeat(100)}`);
  for (const each of sent) engine?.send(each);
  await soon(() => there.length === sent.length);
  expect(there).toEqual(sent);
});

test('polling gives way to a WebSocket when there is one after all, and nothing is lost or crossed', async () => {
  refuses = (socket) => {
    refuses = () => false;
    return refused(socket);
  };
  const socket = await opened();
  let after = 0;
  const { sent, here, there } = await exchange(
    socket,
    () => socket.transport.name === 'websocket' && (after += 1) > 20,
  );
  expect(here).toEqual(sent);
  expect(there).toEqual(sent);
  expect(told.lost).not.toHaveBeenCalled();
});

test.each<TransportName>(['websocket', 'polling'])(
  'over %s its last words arrive, and the server knows that it went',
  async (first) => {
    if (first === 'polling') refuses = refused;
    const socket = await opened(first);
    const there: string[] = [];
    socket.on('message', (text: string) => there.push(text));
    const left = once(socket, 'close');
    engine?.send('a word');
    engine?.close('goodbye');
    expect(await left).toContain('transport close');
    expect(there).toEqual(['a word', 'goodbye']);
    expect(told.lost).not.toHaveBeenCalled();
  },
);

test.each<TransportName>(['websocket', 'polling'])('a server that closes %s is lost once', async (first) => {
  if (first === 'polling') refuses = refused;
  const socket = await opened(first);
  socket.close();
  await soon(() => told.lost.mock.calls.length > 0);
  engine?.send('nobody hears it');
  await until(() => true);
  expect(told.lost).toHaveBeenCalledTimes(1);
});

test('a server that is not there is lost, once both ways were tried', async () => {
  http.close();
  engine = open();
  await soon(() => told.lost.mock.calls.length > 0);
  expect(told.opened).not.toHaveBeenCalled();
});

test('what is not Engine.IO is lost: a page of a network that wants to be paid', async () => {
  refuses = refused;
  http.removeAllListeners('request').on('request', (_request, response) => response.end('<html>'));
  engine = open();
  await soon(() => told.lost.mock.calls.length > 0);
  expect(told.opened).not.toHaveBeenCalled();
});

test('a server that pings no more is lost when its time is over', async () => {
  Object.assign(server.opts, { pingInterval: 100, pingTimeout: 100 });
  const socket = await opened();
  // What it would say, pings too, it keeps to itself.
  socket.transport.send = () => {};
  await soon(() => told.lost.mock.calls.length > 0);
  expect(told.lost).toHaveBeenCalledTimes(1);
});

test('a page that slept past a ping knows at its next word, whatever its timers do', async () => {
  await opened();
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 60_000);
  engine?.send('nobody hears it');
  expect(told.lost).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(told.lost).toHaveBeenCalledTimes(1);
  clock.mockRestore();
});

test('a device that goes offline has lost it', async () => {
  const page = new EventTarget();
  Object.assign(globalThis, { addEventListener: page.addEventListener.bind(page) });
  await opened();
  page.dispatchEvent(new Event('offline'));
  Reflect.deleteProperty(globalThis, 'addEventListener');
  expect(told.lost).toHaveBeenCalledTimes(1);
});

test('a browser that lets nobody try a WebSocket polls', async () => {
  const { WebSocket } = globalThis;
  globalThis.WebSocket = class {
    constructor() {
      throw new DOMException('An insecure WebSocket may not be initiated from a page over https.', 'SecurityError');
    }
  } as unknown as typeof WebSocket;
  engine = open();
  globalThis.WebSocket = WebSocket;
  await soon(() => told.opened.mock.calls.length === 1);
  expect(told.lost).not.toHaveBeenCalled();
});

test('begun with polling, it needs no answer to an upgrade', async () => {
  refuses = (socket) => swallowed.push(socket) > 0;
  const socket = await opened('polling');
  engine?.send('heard');
  const [text] = await once(socket, 'message');
  expect(text).toBe('heard');
});
