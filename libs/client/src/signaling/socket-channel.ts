// Socket.IO behind the SignalingChannel port: the only file that knows it.
import { PROTOCOL_VERSION, type ClientEventName, type ClientEvents, type WireError } from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';
import { backoff } from './backoff.ts';
import type { Answer, ChannelEvents, SignalingChannel } from './signaling-channel.ts';

/** An answer takes milliseconds; after this long (ms) it is lost, and what it was to answer is sent again. */
const ANSWER_TIMEOUT = 10_000;

/**
 * How long (ms) one attempt to connect may take. Socket.IO does not notice a connection that dies between its opening and
 * its handshake, as when the server is killed just then: only this ends the attempt, after 20 s if left out.
 */
const CONNECT_TIMEOUT = 8_000;

/** Why there is no socket: with the server's refusal, if it was reached. */
type ConnectError = Error & { data?: WireError };

export class SocketChannel implements SignalingChannel {
  readonly #socket: Socket;
  #attempt = 0;
  #comeback: ReturnType<typeof setTimeout> | undefined;

  /** @param url the server's origin */
  constructor(url: string) {
    this.#socket = io(url, {
      autoConnect: false,
      forceNew: true,
      // A phone may refuse wss on a self-made certificate where polling works: hence every transport is tried.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      timeout: CONNECT_TIMEOUT,
      auth: { protocol: PROTOCOL_VERSION },
    });
    this.#socket.on('connect', () => {
      this.#attempt = 0;
    });
    // Socket.IO gives up after the server's refusal or goodbye. Whoever holds this channel closes it when it agrees.
    const comeBack = (refusal?: WireError): void => {
      if (!this.#socket.active) {
        clearTimeout(this.#comeback);
        this.#comeback = setTimeout(() => this.#socket.connect(), backoff(this.#attempt, refusal?.retryAfter));
        this.#attempt += 1;
      }
    };
    this.#socket.on('connect_error', ({ data }: ConnectError) => comeBack(data));
    this.#socket.on('disconnect', (reason) => reason === 'io server disconnect' && comeBack());
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  on<Name extends keyof ChannelEvents>(name: Name, listener: ChannelEvents[Name]): void {
    // Its name as a mere string: Socket.IO's types for reserved names do not see through the type parameter.
    const event: string = name;
    this.#socket.on(event, listener);
  }

  onUnreachable(listener: (refusal: WireError | null) => void): void {
    this.#socket.on('connect_error', ({ data }: ConnectError) => listener(data?.code ? data : null));
  }

  request<Name extends ClientEventName>(
    name: Name,
    payload: ClientEvents[Name]['payload'],
    answered: (answer: Answer<Name> | null) => void,
  ): void {
    // Socket.IO would keep it and send it on the next socket, which has no seat yet.
    if (!this.#socket.connected) {
      queueMicrotask(() => answered(null));
      return;
    }
    this.#socket.timeout(ANSWER_TIMEOUT).emit(name, payload, (error: Error | null, answer: Answer<Name>) => {
      answered(error ? null : answer);
    });
  }

  open(): void {
    this.#socket.connect();
  }

  reopen(): void {
    this.#socket.disconnect().connect();
  }

  close(): void {
    clearTimeout(this.#comeback);
    this.#socket.off();
    this.#socket.disconnect();
  }
}
