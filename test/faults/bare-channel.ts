// A bare socket.io-client that comes back by itself: asks, and is answered or is not. It knows of no seat.
import type {
  Acknowledged,
  ClientEventName,
  ClientEvents,
  ErrorCode,
  MailboxSignal,
  ServerEventName,
  ServerToClientEvents,
} from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';

/** An answer takes milliseconds, and a locked database some seconds; after this long it counts as lost. */
const ANSWER_LIMIT_MS = 8_000;
const RECONNECT_MS = 50;
/** socket.io-client does not notice when a connection dies before its handshake: then only this ends the attempt. */
const CONNECT_LIMIT_MS = 2_000;

/** Refusals that changed nothing and may be gone the next time. */
export const PASSING: ReadonlySet<ErrorCode> = new Set(['unavailable', 'rate-limited', 'mailbox-full']);

/** What was answered; null when nothing was. */
export type Answered<Name extends ClientEventName> = Acknowledged<ClientEvents[Name]['answer']> | null;

export interface ChannelWitness {
  /** The server could not do it then, and said so within `took` milliseconds. */
  putOff(code: ErrorCode, took: number): void;
  /** No answer came, though the socket is open. */
  unanswered(name: string): void;
}

export class BareChannel {
  private readonly socket: Socket;
  private readonly witness: ChannelWitness;
  private closed = false;

  constructor(url: string, witness: ChannelWitness) {
    this.witness = witness;
    this.socket = io(url, {
      autoConnect: false,
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: RECONNECT_MS,
      reconnectionDelayMax: 4 * RECONNECT_MS,
      timeout: CONNECT_LIMIT_MS,
    });
    this.socket.on('disconnect', (reason) => {
      // Final for Socket.IO; to a client it means: come back.
      if (reason === 'io server disconnect' && !this.closed) this.socket.connect();
    });
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Resolves when the loss of the socket of this moment was noticed; at once if there is none. */
  get noticedLoss(): Promise<void> {
    if (!this.socket.connected) return Promise.resolve();
    return new Promise((resolve) => this.socket.once('disconnect', () => resolve()));
  }

  open(): void {
    this.socket.connect();
  }

  close(): void {
    this.closed = true;
    this.socket.disconnect();
  }

  onOpen(listener: () => void): void {
    this.socket.on('connect', listener);
  }

  onLoss(listener: () => void): void {
    this.socket.on('disconnect', listener);
  }

  /** Every signal, of whatever type. */
  onSignal(listener: (signal: MailboxSignal) => void): void {
    for (const name of ['offer', 'answer', 'candidate', 'hangup']) this.socket.on(name, listener);
  }

  on<Name extends ServerEventName>(name: Name, listener: ServerToClientEvents[Name]): void {
    const event: string = name;
    this.socket.on(event, listener);
  }

  /** Asks on the socket of the moment. */
  ask<Name extends ClientEventName>(
    name: Name,
    payload: object,
    answered: (answer: Answered<NoInfer<Name>>) => void,
  ): void {
    if (!this.socket.connected) {
      queueMicrotask(() => answered(null));
      return;
    }
    const asked = performance.now();
    const acknowledge = (error: Error | null, answer: NonNullable<Answered<Name>>): void => {
      if (error && this.socket.connected) this.witness.unanswered(name);
      if (!error && !answer.ok && PASSING.has(answer.error.code)) {
        this.witness.putOff(answer.error.code, performance.now() - asked);
      }
      answered(error ? null : answer);
    };
    this.socket.timeout(ANSWER_LIMIT_MS).emit(name, payload, acknowledge);
  }
}
