// A Socket.IO client as thin as can be: WebSocket only, root namespace, text only
// (https://socket.io/docs/v4/engine-io-protocol/ and https://socket.io/docs/v4/socket-io-protocol/).
import type { WebSocket } from 'ws';
import { openWebSocket } from './line.ts';

export class SocketIoClient {
  /** Hears every event as the text of its list: its name, then its payload. */
  onEvent: (text: string) => void = () => {};
  /** Hears the acknowledgement of every event that was sent with `send`. */
  onAcknowledged: (id: number, text: string) => void = () => {};
  private readonly socket: WebSocket;
  private readonly waiting = new Map<number, (text: string) => void>();
  private connected: (() => void) | undefined;
  /** Requests count downwards, so that they never meet a signal's number. */
  private requests = 2_000_000_000;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => this.hear(data.toString('latin1')));
  }

  /** @throws Error when the server takes nobody */
  static async open(url: string): Promise<SocketIoClient> {
    const socket = openWebSocket(`ws://${url}/socket.io/?EIO=4&transport=websocket`);
    const client = new SocketIoClient(socket);
    await new Promise<void>((resolve, reject) => {
      client.connected = resolve;
      socket.on('error', reject);
    });
    return client;
  }

  /** Sends an event whose acknowledgement is heard by its number. */
  send(id: number, name: string, payload: string): void {
    this.socket.send(`42${id}["${name}",${payload}]`);
  }

  /** Sends an event and answers its acknowledgement. */
  async request(name: string, payload: unknown): Promise<unknown> {
    const id = this.requests--;
    const text = await new Promise<string>((resolve) => {
      this.waiting.set(id, resolve);
      this.send(id, name, JSON.stringify(payload));
    });
    return (JSON.parse(text) as unknown[])[0];
  }

  close(): void {
    this.socket.terminate();
  }

  private hear(frame: string): void {
    if (frame.startsWith('42')) {
      this.onEvent(frame);
    } else if (frame.startsWith('43')) {
      const start = frame.indexOf('[');
      const id = Number(frame.slice(2, start));
      const waiting = this.waiting.get(id);
      if (!waiting) return this.onAcknowledged(id, frame);
      this.waiting.delete(id);
      waiting(frame.slice(start));
    } else if (frame.startsWith('40')) {
      this.connected?.();
    } else if (frame.startsWith('0')) {
      this.socket.send('40');
    } else if (frame === '2') {
      this.socket.send('3');
    }
  }
}
