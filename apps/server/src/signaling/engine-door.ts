// The door of Engine.IO, below Socket.IO: which HTTP requests it takes at all. Express and its filters do not see them.
import { ERROR_STATUS, Refusal } from '@parley/protocol';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import { PROBLEM_MEDIA_TYPE, problemOf } from '../rest/problem.ts';
import type { SignalingServer } from './client-socket.ts';
import type { TrafficService } from './traffic.service.ts';
import type { Connection } from './websocket-of.ts';

/** Engine.IO answers 500 to any other. */
const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'POST']);

type Next = (error?: unknown) => void;

/** Has every request pass by the limits, and every connection be counted. */
export function guardEngine({ engine }: SignalingServer, traffic: TrafficService, isClosed: () => boolean): void {
  engine.use((request: IncomingMessage, response: ServerResponse, next: Next) => {
    void pass(request, response, () => receive(request, traffic, isClosed), next);
  });
  // The answers of the polling transport pass no other middleware.
  engine.on('headers', (headers: Record<string, string>) => (headers['X-Content-Type-Options'] = 'nosniff'));
  engine.on('connection', (connection: Connection) => traffic.opened(connection, connection.request));
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  received: () => Promise<void>,
  next: Next,
): Promise<void> {
  try {
    await received();
  } catch (error) {
    if (error instanceof Refusal) answer(error, request, response);
    else next(error);
    return;
  }
  next();
}

/** @throws Refusal not-found, rate-limited, unavailable */
async function receive(request: IncomingMessage, traffic: TrafficService, isClosed: () => boolean): Promise<void> {
  const { method, url = '', headers } = request;
  if (!METHODS.has(method)) throw new Refusal('not-found', 'Socket.IO takes GET and POST.');
  const begins = !/[?&]sid=/.test(url);
  // In HTTP, which is not final to the client, and by which a proxy in front goes on to another server.
  if (begins && isClosed()) throw new Refusal('unavailable', 'This server takes nobody now. Connect again.');
  if (begins || headers.upgrade === undefined) await traffic.receive(request, begins);
}

function answer(refusal: Refusal, request: IncomingMessage, response: ServerResponse): void {
  const status = ERROR_STATUS[refusal.code];
  const body = JSON.stringify(problemOf(refusal, randomUUID()));
  const headers = {
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
    ...(refusal.retryAfter !== undefined && { 'Retry-After': String(refusal.retryAfter) }),
  };
  // A request to upgrade has no response of Node's: it is answered on the bare socket.
  if (response instanceof ServerResponse) {
    response.writeHead(status, headers).end(body);
    return;
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  request.socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
