// One connection to a server's Engine.IO, from its opening to its end: over a WebSocket, and where there is none over polling,
// until a WebSocket can take its place. Who holds it opens another one when it is lost.
import { Polling } from './polling.ts';
import { PACKET, type Transport } from './transport.ts';
import { openWebSocket } from './web-socket.ts';

export type TransportName = 'websocket' | 'polling';

export interface EngineOwner {
  opened(): void;
  message(text: string): void;
  /** Told once, unless it was closed: it is gone, or could not be opened. */
  lost(): void;
}

/** What the server says first. Times are milliseconds. */
interface Handshake {
  sid: string;
  upgrades: string[];
  pingInterval: number;
  pingTimeout: number;
  maxPayload: number;
}

/** What both sides say to try a WebSocket that is to take polling's place. */
const PROBE = 'probe';

export class Engine {
  readonly #url: string;
  readonly #owner: EngineOwner;
  readonly #over = new AbortController();
  #transport: Transport;
  /** What is said while a WebSocket takes polling's place. */
  #held: string[] | null = null;
  #handshake: Handshake | null = null;
  /** When (ms since 1970) the server should have been heard of. */
  #deadline = Infinity;
  #silence: ReturnType<typeof setTimeout> | undefined;

  /** @param url the server's origin */
  constructor(url: string, owner: EngineOwner, first: TransportName) {
    this.#url = url;
    this.#owner = owner;
    this.#transport = first === 'polling' ? this.#poll() : this.#connect();
    if (new URL(url).hostname !== 'localhost') {
      globalThis.addEventListener?.('offline', () => this.#lose(), { signal: this.#over.signal });
    }
  }

  send(message: string): void {
    // Timers stand still while a device sleeps: then only this tells that the connection is long gone.
    if (Date.now() > this.#deadline) queueMicrotask(() => this.#lose());
    else this.#write(PACKET.message + message);
  }

  close(lastWords: string | null): void {
    if (this.#over.signal.aborted) return;
    if (lastWords !== null) this.#transport.send(PACKET.message + lastWords);
    this.#end();
  }

  #end(): void {
    this.#over.abort();
    clearTimeout(this.#silence);
    this.#transport.close();
  }

  #lose(): void {
    if (this.#over.signal.aborted) return;
    this.#end();
    this.#owner.lost();
  }

  #address(transport: TransportName): string {
    const session = this.#handshake ? `&sid=${this.#handshake.sid}` : '';
    return `${this.#url}/socket.io/?EIO=4&transport=${transport}${session}`;
  }

  #webSocket(receive: (packet: string) => void, lost: () => void): Transport {
    return openWebSocket(this.#address('websocket').replace(/^http/, 'ws'), { packet: receive, lost });
  }

  #connect(): Transport {
    try {
      return this.#webSocket(
        (packet) => this.#handle(packet),
        () => {
          if (this.#handshake) this.#lose();
          else this.#transport = this.#poll();
        },
      );
    } catch {
      // Some browsers do not let a page of https so much as try one at a server of http.
      return this.#poll();
    }
  }

  #poll(): Polling {
    const polling = new Polling(
      () => ({ address: this.#address('polling'), maxPayload: this.#handshake?.maxPayload ?? null }),
      {
        packet: (packet) => {
          this.#handle(packet);
          if (packet[0] === PACKET.open && this.#handshake?.upgrades.includes('websocket')) this.#probe(polling);
        },
        lost: () => this.#lose(),
      },
    );
    return polling;
  }

  /** Opens a WebSocket that takes polling's place, if the server answers over it. */
  #probe(polling: Polling): void {
    const socket = this.#webSocket(
      (packet) => {
        if (this.#transport === socket) this.#handle(packet);
        else if (packet === PACKET.pong + PROBE) void this.#move(polling, socket);
      },
      () => {
        if (this.#held || this.#transport === socket) this.#lose();
      },
    );
    this.#over.signal.addEventListener('abort', () => socket.close());
    socket.send(PACKET.ping + PROBE);
  }

  async #move(polling: Polling, socket: Transport): Promise<void> {
    this.#held = [];
    await polling.pause();
    if (this.#over.signal.aborted) return;
    this.#transport = socket;
    for (const packet of [PACKET.upgrade, ...this.#held]) socket.send(packet);
    this.#held = null;
  }

  #write(packet: string): void {
    if (this.#held) this.#held.push(packet);
    else this.#transport.send(packet);
  }

  #handle(packet: string): void {
    const said = packet.slice(1);
    switch (packet[0]) {
      case PACKET.open:
        this.#handshake = JSON.parse(said);
        this.#heard();
        this.#owner.opened();
        break;
      case PACKET.ping:
        this.#heard();
        this.#write(PACKET.pong);
        break;
      case PACKET.message:
        this.#owner.message(said);
        break;
      case PACKET.noop:
        break;
      default:
        this.#lose();
    }
  }

  /** The server pings: one that does not is gone, whatever the network says. */
  #heard(): void {
    const { pingInterval = 0, pingTimeout = 0 } = this.#handshake ?? {};
    const patience = pingInterval + pingTimeout;
    this.#deadline = Date.now() + patience;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lose(), patience);
  }
}
