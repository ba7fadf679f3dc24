// One client's socket and what this server knows of it: which call it was last in, how it left, whose turn it is.
import type { ClientToServerEvents, ClosingCode, ServerToClientEvents } from '@parley/protocol';
import type { Server, Socket } from 'socket.io';
import type { SocketTraffic } from './socket-traffic.ts';

export type SignalingServer = Server<ClientToServerEvents, ServerToClientEvents>;
export type SignalingSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

const CLOSING_WORDS: Record<ClosingCode, string> = {
  replaced: 'You joined the call elsewhere.',
  removed: 'You were removed from the call.',
  draining: 'The server is stopping. Connect again.',
};

export class ClientSocket {
  /** The call that it was last in, so that it can be told why it is in none. */
  lastCallId: string | null = null;
  /** Whether it left that call by hanging up: to do so again is no error. */
  hungUp = false;
  /** Settles when an event that changes which seat is held has been answered; later events wait for it, in their order. */
  turn: Promise<void> | null = null;

  constructor(
    readonly socket: SignalingSocket,
    /** Where its holder sees this server, without a trailing slash. */
    readonly base: string,
    private readonly traffic: Pick<SocketTraffic, 'isBehind'>,
  ) {}

  /** Whether it reads more slowly than it is sent to: what can wait in a mailbox does. */
  get isBehind(): boolean {
    return this.traffic.isBehind;
  }

  /** Makes later events wait until the function it answers is called. */
  takeTurn(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.turn = promise;
    return () => {
      this.turn = null;
      resolve();
    };
  }

  /** Says why and closes the socket for good: the client does not come back by itself. */
  dismiss(code: 'replaced' | 'removed'): void {
    this.socket.emit('closing', { code, message: CLOSING_WORDS[code] });
    this.socket.disconnect(true);
  }

  /** Says that the server is stopping and closes the transport alone, after what is still to be written: the client comes back. */
  sendAway(): void {
    this.socket.emit('closing', { code: 'draining', message: CLOSING_WORDS.draining });
    this.socket.conn.close();
  }
}
