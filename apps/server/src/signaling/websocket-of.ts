// The WebSocket below a connection of Engine.IO, as far as it is needed here: to stop reading, to end it without a goodbye.
import type { Socket } from 'socket.io';

/** Engine.IO's socket: one client's connection, whichever transport it is on. */
export type Connection = Socket['conn'];

/** The part of `ws`'s WebSocket that Engine.IO passes nothing of on. */
export interface WebSocketLike {
  pause(): void;
  resume(): void;
  terminate(): void;
  on(event: 'ping', listener: () => void): unknown;
}

/** Null on the polling transport. */
export function websocketOf({ transport }: Connection): WebSocketLike | null {
  return 'socket' in transport && isWebSocket(transport.socket) ? transport.socket : null;
}

function isWebSocket(value: unknown): value is WebSocketLike {
  return typeof value === 'object' && value !== null && 'terminate' in value;
}
