import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { WireError } from '@parley/protocol';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { SocketChannel } from './socket-channel.ts';

let http: HttpServer;
let io: Server;
let channel: SocketChannel;

beforeEach(async () => {
  http = createServer();
  io = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  channel = new SocketChannel(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
});

afterEach(async () => {
  channel.close();
  await io.close();
});

test('a connection that is refused for its rate is made again once the server said it may, and not before', async () => {
  const refusal: WireError = { code: 'rate-limited', message: 'Try again in 1 second.', retryAfter: 1 };
  const asked: number[] = [];
  io.use((_socket, next) => {
    asked.push(performance.now());
    next(asked.length === 1 ? Object.assign(new Error(refusal.message), { data: refusal }) : undefined);
  });
  const told: (WireError | null)[] = [];
  channel.onUnreachable((each) => told.push(each));
  const connected = new Promise<void>((resolve) => channel.on('connect', resolve));
  channel.open();
  await connected;
  expect(told).toEqual([refusal]);
  const [first = NaN, second = NaN] = asked;
  expect(second - first).toBeGreaterThan(1_000);
});

test('a server that sends its goodbye is asked again, as long as nobody closes the channel', async () => {
  const sockets: string[] = [];
  const twice = new Promise<void>((resolve) => {
    io.on('connection', (socket) => {
      sockets.push(socket.id);
      if (sockets.length === 1) {
        socket.disconnect();
      } else {
        resolve();
      }
    });
  });
  channel.open();
  await twice;
  expect(sockets).toHaveLength(2);
});

test('a server that is not there is told as such, without words', async () => {
  await io.close();
  const told = new Promise((resolve) => channel.onUnreachable(resolve));
  channel.open();
  expect(await told).toBeNull();
});
