// WebSockets whose frames leave once in a turn of the event loop: the acknowledgements and deliveries of one commit to one
// client are one system call. By the doors that are there for it: Engine.IO's `wsEngine`, ws's option `WebSocket`.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';

type Sent = (error?: Error) => void;

/** While less waits to be written, a frame counts as sent; beyond, only once it was: its sender shall notice. */
const UNNOTICED_BYTES = 64 * 1024;

/** Streams that hold back what is written to them until this turn of the event loop ends. */
class Turn {
  private streams: Duplex[] = [];

  /** Its writes, from now to the end of the turn, leave together. */
  hold(stream: Duplex): void {
    if (stream.writableCorked > 0) return;
    if (this.streams.length === 0) setImmediate(() => this.end());
    stream.cork();
    this.streams.push(stream);
  }

  private end(): void {
    const held = this.streams;
    this.streams = [];
    for (const stream of held) stream.uncork();
  }
}

const turn = new Turn();

class JoiningWebSocket extends WebSocket {
  /** What it writes to; undefined while it opens. */
  stream: Duplex | undefined;

  override send(data: string | Buffer, sent?: unknown): void {
    const done = isCallback(sent) ? sent : undefined;
    if (this.readyState !== WebSocket.OPEN || !this.stream) {
      super.send(data, done);
      return;
    }
    turn.hold(this.stream);
    if (this.bufferedAmount > UNNOTICED_BYTES) {
      super.send(data, done);
    } else {
      super.send(data);
      done?.();
    }
  }
}

function isCallback(value: unknown): value is Sent {
  return typeof value === 'function';
}

/** The `wsEngine` of an Engine.IO server. */
export class JoiningWebSocketServer extends WebSocketServer<typeof JoiningWebSocket> {
  constructor(options: ServerOptions) {
    super({ ...options, WebSocket: JoiningWebSocket });
  }

  override handleUpgrade(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    callback: (client: JoiningWebSocket, request: IncomingMessage) => void,
  ): void {
    super.handleUpgrade(request, stream, head, (client, request) => {
      client.stream = stream;
      callback(client, request);
    });
  }
}
