// The port to a Parley server's events. Socket.IO stands behind it in socket-channel.ts, a fake in the tests.
import type { Acknowledged, ClientEventName, ClientEvents, ServerToClientEvents, WireError } from '@parley/protocol';

export type Answer<Name extends ClientEventName> = Acknowledged<ClientEvents[Name]['answer']>;

export interface ChannelEvents extends ServerToClientEvents {
  /** A new socket stands; it holds no seat yet. */
  connect: () => void;
  disconnect: () => void;
}

export interface SignalingChannel {
  readonly connected: boolean;
  on<Name extends keyof ChannelEvents>(name: Name, listener: ChannelEvents[Name]): void;
  /** An attempt to connect failed: with the server's words if it refused, with null if it was not reached. */
  onUnreachable(listener: (refusal: WireError | null) => void): void;
  /**
   * Sends one event. `answered` is called once: before any later event of the server is told,
   * and with null if no answer came (in time, or before the socket was lost).
   */
  request<Name extends ClientEventName>(
    name: Name,
    payload: ClientEvents[Name]['payload'],
    answered: (answer: Answer<Name> | null) => void,
  ): void;
  /** Connects, and connects again whenever the socket is lost, until it is closed. */
  open(): void;
  /** Gives up the socket of the moment for a new one. */
  reopen(): void;
  close(): void;
}
