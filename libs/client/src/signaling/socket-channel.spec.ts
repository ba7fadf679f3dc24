import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { PROTOCOL_VERSION, type WireError } from '@parley/protocol';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
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

/** The next socket that the server has of it. */
const nextSocket = (): Promise<Socket> => new Promise((resolve) => io.once('connection', resolve));

/** Opens it and waits for both sides. */
async function connected(): Promise<Socket> {
  const here = new Promise<void>((resolve) => channel.on('connect', resolve));
  const there = nextSocket();
  channel.open();
  await here;
  return there;
}

const answerTo = (after: number): Promise<unknown> =>
  new Promise((resolve) => channel.request('sync', { after }, resolve));

test('it says which protocol it speaks', async () => {
  const { handshake } = await connected();
  expect(handshake.auth).toEqual({ protocol: PROTOCOL_VERSION });
});

test('each request gets its own answer, in whatever order they come', async () => {
  const socket = await connected();
  const late: (() => void)[] = [];
  socket.on('sync', ({ after }: { after: number }, answer: (given: object) => void) => {
    late.unshift(() => answer({ ok: true, mailbox: [], more: false, after }));
    if (late.length === 3) for (const give of late) give();
  });
  const answers = await Promise.all([1, 2, 3].map(answerTo));
  expect(answers).toMatchObject([{ after: 1 }, { after: 2 }, { after: 3 }]);
});

test('an answer is told before the events that the server sends after it', async () => {
  const socket = await connected();
  const told: string[] = [];
  const ended = new Promise<void>((resolve) => {
    channel.on('call-ended', ({ reason }) => {
      told.push(reason);
      resolve();
    });
  });
  socket.on('sync', (_payload, answer: (given: object) => void) => {
    answer({ ok: true, mailbox: [], more: false });
    socket.emit('call-ended', { reason: 'a “word” \u{1F44B}\u2028 and more\n' });
  });
  channel.request('sync', { after: 0 }, () => told.push('answered'));
  await ended;
  expect(told).toEqual(['answered', 'a “word” \u{1F44B}\u2028 and more\n']);
});

test('without a socket a request is answered with null, but not before it was made', async () => {
  const answered = jest.fn();
  channel.request('sync', { after: 0 }, answered);
  expect(answered).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(answered.mock.calls).toEqual([[null]]);
});

test('when the socket is lost, that is told first, then every request is answered with null, and another one is opened', async () => {
  const socket = await connected();
  const told: unknown[] = [];
  channel.on('disconnect', () => told.push('disconnect', channel.connected));
  const answers = [1, 2].map(answerTo);
  void Promise.all(answers).then((all) => told.push(all));
  const again = nextSocket();
  socket.conn.close();
  const { id } = await again;
  expect(id).not.toBe(socket.id);
  expect(told).toEqual(['disconnect', false, [null, null]]);
});

test('an answer that does not come in ten seconds is null, and one that comes later is nobody’s', async () => {
  const socket = await connected();
  const asked = new Promise<() => void>((resolve) => {
    socket.on('sync', (_payload, answer: (given: object) => void) => resolve(() => answer({ ok: true })));
  });
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate', 'Date', 'performance'] });
  const answered = jest.fn();
  channel.request('sync', { after: 0 }, answered);
  jest.advanceTimersByTime(9_999);
  expect(answered).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  jest.useRealTimers();
  (await asked)();
  socket.on('received', (_payload, answer: (given: object) => void) => answer({ ok: true }));
  await new Promise((resolve) => channel.request('received', { seq: 1 }, resolve));
  expect(answered.mock.calls).toEqual([[null]]);
});

test('reopened, it says goodbye and has another socket at once', async () => {
  const socket = await connected();
  const left = new Promise((resolve) => socket.once('disconnect', resolve));
  const again = nextSocket();
  channel.reopen();
  expect(channel.connected).toBe(false);
  expect((await again).id).not.toBe(socket.id);
  expect(await left).toBe('client namespace disconnect');
});

test('closed, it says goodbye, answers what is open with null and tells nothing any more', async () => {
  const socket = await connected();
  const left = new Promise((resolve) => socket.once('disconnect', resolve));
  const told = jest.fn();
  channel.on('disconnect', told);
  channel.onUnreachable(told);
  const answer = answerTo(1);
  channel.close();
  expect(await answer).toBeNull();
  expect(await left).toBe('client namespace disconnect');
  expect(told).not.toHaveBeenCalled();
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

test('where upgrades are swallowed without a word, the next attempt begins with polling', async () => {
  const swallowed = new Promise<Duplex>((resolve) => {
    http.removeAllListeners('upgrade').on('upgrade', (_request, socket: Duplex) => resolve(socket));
  });
  const told = jest.fn();
  channel.onUnreachable(told);
  const there = nextSocket();
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate', 'Date', 'performance'] });
  channel.open();
  const socket = await swallowed;
  jest.advanceTimersByTime(8_000);
  expect(told.mock.calls).toEqual([[null]]);
  jest.advanceTimersByTime(750);
  jest.useRealTimers();
  expect((await there).conn.transport.name).toBe('polling');
  socket.destroy();
});

test('a server that is not there is told as such, without words', async () => {
  await io.close();
  const told = new Promise((resolve) => channel.onUnreachable(resolve));
  channel.open();
  expect(await told).toBeNull();
});
