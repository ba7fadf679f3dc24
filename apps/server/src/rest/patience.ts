// How long a connection may take for what is a matter of milliseconds: slow requests are how few bytes hold many sockets.
import type { Server } from 'node:http';

/** For the head of a request, from its first byte; and for a connection that says nothing at all. */
const HEAD_MS = 10_000;
/** For a whole request: 256 KiB over a poor mobile connection. */
const REQUEST_MS = 30_000;
/** How often Node looks for those whose time is up. */
const LOOK_EVERY_MS = 2000;
/** For a connection on which nothing moves, such as an answer that nobody reads. A poll is held for 30 s at most. */
const STILLNESS_MS = 60_000;

/** To be called before the server listens. Sockets of Socket.IO have their pings instead. */
export function limitPatience(server: Server & { connectionsCheckingInterval?: number }): void {
  server.headersTimeout = HEAD_MS;
  server.requestTimeout = REQUEST_MS;
  // Read when the server begins to listen; otherwise an option of createServer alone, which is Nest's call.
  server.connectionsCheckingInterval = LOOK_EVERY_MS;
  server.timeout = STILLNESS_MS;
}
