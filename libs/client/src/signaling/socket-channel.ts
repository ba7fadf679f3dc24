// Socket.IO behind the SignalingChannel port, as far as Parley speaks it: the root namespace, events as text, answers.
// A client of its own, for its size: docs/adr/0006-a-socket-io-client-of-its-own.md.
// Socket.IO 5, https://socket.io/docs/v4/socket-io-protocol
import { PROTOCOL_VERSION, type ClientEventName, type ClientEvents, type WireError } from '@parley/protocol';
import { backoff } from './backoff.ts';
import { Engine, type TransportName } from './engine/engine.ts';
import type { Answer, ChannelEvents, SignalingChannel } from './signaling-channel.ts';

/** An answer takes milliseconds; after this long (ms) it is lost, and what it was to answer is sent again. */
const ANSWER_TIMEOUT = 10_000;

/** How long (ms) one attempt may take, from nothing to the server's welcome: it may die at any point in between. */
const CONNECT_TIMEOUT = 8_000;

/** Milliseconds until a server that was lost, or not reached, is tried again. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;

const PACKET = { connect: '0', disconnect: '1', event: '2', answer: '3', refusal: '4' } as const;

/** Its type, the number of what it answers, and what it says. */
const FORM = /^(\d)(\d*)(.*)$/s;

/** As a method, so that each may name what it takes. */
interface Listener {
  told(payload?: unknown): void;
}

export class SocketChannel implements SignalingChannel {
  readonly #url: string;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #unreachable: ((refusal: WireError | null) => void)[] = [];
  readonly #awaited = new Map<number, Listener>();
  #engine: Engine | null = null;
  #connected = false;
  #requests = 0;
  #attempt = 0;
  #first: TransportName = 'websocket';
  /** The end of the attempt of the moment, or the beginning of the next one. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param url the server's origin */
  constructor(url: string) {
    this.#url = url;
  }

  get connected(): boolean {
    return this.#connected;
  }

  on<Name extends keyof ChannelEvents>(name: Name, listener: ChannelEvents[Name]): void {
    const others = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, [...others, { told: listener }]);
  }

  onUnreachable(listener: (refusal: WireError | null) => void): void {
    this.#unreachable.push(listener);
  }

  request<Name extends ClientEventName>(
    name: Name,
    payload: ClientEvents[Name]['payload'],
    answered: (answer: Answer<Name> | null) => void,
  ): void {
    // It would be for the next socket, which has no seat yet.
    if (!this.#connected) {
      queueMicrotask(() => answered(null));
      return;
    }
    this.#requests += 1;
    const number = this.#requests;
    const settle = (answer: Answer<Name> | null): void => {
      clearTimeout(timer);
      this.#awaited.delete(number);
      answered(answer);
    };
    const timer = setTimeout(() => settle(null), ANSWER_TIMEOUT);
    this.#awaited.set(number, { told: settle });
    this.#engine?.send(`${PACKET.event}${number}${JSON.stringify([name, payload])}`);
  }

  open(): void {
    if (this.#engine) return;
    clearTimeout(this.#timer);
    const engine = new Engine(
      this.#url,
      {
        opened: () => engine.send(PACKET.connect + JSON.stringify({ protocol: PROTOCOL_VERSION })),
        message: (text) => this.#handle(text),
        lost: () => this.#lost(this.#pause()),
      },
      this.#first,
    );
    this.#engine = engine;
    this.#first = 'websocket';
    this.#timer = setTimeout(() => {
      // Something in between may swallow what it does not know: the next attempt begins with what everything knows.
      this.#first = 'polling';
      this.#lost(this.#pause());
    }, CONNECT_TIMEOUT);
  }

  reopen(): void {
    this.#drop(null);
    this.#attempt = 0;
    this.#first = 'websocket';
    this.open();
  }

  close(): void {
    this.#listeners.clear();
    this.#unreachable.length = 0;
    this.#drop(null);
  }

  #handle(text: string): void {
    const [, type, number, said = ''] = FORM.exec(text) ?? [];
    switch (type) {
      case PACKET.connect:
        clearTimeout(this.#timer);
        this.#attempt = 0;
        this.#connected = true;
        this.#tell('connect');
        break;
      case PACKET.event: {
        const [name, payload]: [string, unknown] = JSON.parse(said);
        this.#tell(name, payload);
        break;
      }
      case PACKET.answer: {
        const [answer]: [unknown] = JSON.parse(said);
        this.#awaited.get(Number(number))?.told(answer);
        break;
      }
      case PACKET.refusal: {
        const { data }: { data?: WireError } = JSON.parse(said);
        this.#lost(backoff(this.#attempt, data?.retryAfter), data?.code ? data : null);
        break;
      }
      // The server's goodbye, or what is not Socket.IO.
      default:
        this.#lost(backoff(this.#attempt));
    }
  }

  #tell(name: string, payload?: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener.told(payload);
  }

  /** Half of it more or less, so that those whom a server left do not come back in one moment. */
  #pause(): number {
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempt) * (0.5 + Math.random());
  }

  /** Whoever holds this channel closes it when it agrees: else it comes back, for as long as it takes. */
  #lost(pause: number, refusal: WireError | null = null): void {
    this.#attempt += 1;
    if (this.#drop(pause)) return;
    for (const listener of this.#unreachable) listener(refusal);
  }

  /** Lets go of the socket, for good or for the milliseconds of `pause`. Answers whether it was connected. */
  #drop(pause: number | null): boolean {
    const wasConnected = this.#connected;
    clearTimeout(this.#timer);
    this.#engine?.close(wasConnected ? PACKET.disconnect : null);
    this.#engine = null;
    this.#connected = false;
    if (pause !== null) this.#timer = setTimeout(() => this.open(), pause);
    if (wasConnected) this.#tell('disconnect');
    for (const listener of this.#awaited.values()) listener.told(null);
    return wasConnected;
  }
}
