// A client below Socket.IO, over WebSocket alone: it sends whatever it is told to, and reads only as long as it likes.
import { once } from 'node:events';
import { WebSocket } from 'ws';

export class RawSocket {
  private listener: ((text: string) => void) | undefined;
  /** What came, as text; binary frames in hexadecimal. */
  readonly received: string[] = [];
  /** Resolves with the close code when the connection is gone. */
  readonly closed: Promise<number>;

  private readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      const text = data.toString(isBinary ? 'hex' : 'utf8');
      if (this.listener) this.listener(text);
      else this.received.push(text);
      // Engine.IO's ping is answered like any client does.
      if (text === '2') this.send('3');
    });
  }

  /** An open Engine.IO connection that has not asked for a namespace yet. @throws Error when it is refused */
  static async open(url: string, address: string, query = 'EIO=4&transport=websocket'): Promise<RawSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?${query}`, {
      headers: { 'X-Forwarded-For': address },
      perMessageDeflate: false,
    });
    const raw = new RawSocket(socket);
    await Promise.race([
      once(socket, 'open'),
      once(socket, 'close').then(() => Promise.reject(new Error('The server refused the connection.'))),
    ]);
    return raw;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** What it has not been able to send, in bytes. */
  get unsent(): number {
    return this.socket.bufferedAmount;
  }

  send(...frames: (string | Uint8Array)[]): void {
    if (!this.isOpen) return;
    for (const frame of frames) this.socket.send(frame);
  }

  /** From now on what comes is told, and not kept. */
  onText(listener: (text: string) => void): void {
    this.listener = listener;
  }

  /** A ping of WebSocket itself. */
  ping(payload: Uint8Array): void {
    if (this.isOpen) this.socket.ping(payload);
  }

  /** Reads nothing more, until `resume`. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** The first of what came, and comes, that matches. @throws Error when the connection closes before */
  async next(matches: (text: string) => boolean): Promise<string> {
    for (;;) {
      const found = this.received.find(matches);
      if (found !== undefined) return found;
      if (!this.isOpen) throw new Error(`It never came. What came: ${this.received.join(' ').slice(0, 500)}`);
      await Promise.race([once(this.socket, 'message'), once(this.socket, 'close')]);
    }
  }

  end(): void {
    this.socket.terminate();
  }
}
