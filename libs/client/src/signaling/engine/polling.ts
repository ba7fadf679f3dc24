// Engine.IO's packets over HTTP, where there is no WebSocket: one request that the server holds until it has something to
// say, and one at a time for what is said to it.
import { PACKET, type Receiver, type Transport } from './transport.ts';

/** Between the packets of one body. */
const SEPARATOR = '\x1e';
/** The bytes of UTF-8 that one unit of UTF-16 comes to, at most. */
const BYTES = 3;

export interface Session {
  /** Where its requests go. */
  readonly address: string;
  /** Bytes that the server takes at once; null before it said so, with its first packet. */
  readonly maxPayload: number | null;
}

export class Polling implements Transport {
  readonly #session: () => Session;
  readonly #receiver: Receiver;
  readonly #requests = new AbortController();
  readonly #waiting: string[] = [];
  readonly #reading: Promise<void>;
  #writing: Promise<void> | null = null;
  #paused = false;
  #over = false;

  constructor(session: () => Session, receiver: Receiver) {
    this.#session = session;
    this.#receiver = receiver;
    this.#reading = this.#read();
  }

  send(packet: string): void {
    this.#waiting.push(packet);
    this.#writing ??= this.#write();
  }

  /** Asks for nothing more. Resolves once all is answered that was asked, and all is said. */
  async pause(): Promise<void> {
    this.#paused = true;
    await Promise.all([this.#reading, this.#writing]);
  }

  close(): void {
    if (this.#over) return;
    this.#paused = true;
    this.#over = true;
    if (this.#session().maxPayload !== null) this.send(PACKET.close);
    // The last words first: a server that still holds a request answers it by them.
    void Promise.resolve(this.#writing).then(() => this.#requests.abort());
  }

  async #read(): Promise<void> {
    while (!this.#paused) {
      const body = await this.#request();
      if (body === null) return;
      for (const packet of body.split(SEPARATOR)) {
        // Each by itself: what one of them leads to may throw.
        queueMicrotask(() => {
          if (!this.#over) this.#receiver.packet(packet);
        });
      }
      // The next request comes after what they lead to.
      await new Promise<void>((resolve) => queueMicrotask(resolve));
    }
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) await this.#request({ method: 'POST', body: this.#nextBody() });
    this.#writing = null;
  }

  /** As many packets as fit into one body, one at least. */
  #nextBody(): string {
    const room = (this.#session().maxPayload ?? 0) / BYTES;
    let size = 0;
    const end = this.#waiting.findIndex((packet, index) => (size += packet.length + 1) > room && index > 0);
    return this.#waiting.splice(0, end < 0 ? Infinity : end).join(SEPARATOR);
  }

  /** Null when it failed, and all is lost. */
  async #request(what?: RequestInit): Promise<string | null> {
    try {
      // No cache on the way may have the answer.
      const url = `${this.#session().address}&t=${Math.random()}`;
      const response = await fetch(url, { ...what, credentials: 'omit', signal: this.#requests.signal });
      if (response.ok) return await response.text();
    } catch {
      // Not reached, or broken off.
    }
    this.#waiting.length = 0;
    if (!this.#over) {
      this.#over = true;
      this.#paused = true;
      this.#requests.abort();
      this.#receiver.lost();
    }
    return null;
  }
}
