// What carries Engine.IO's packets, in one of two ways. A packet is text: a digit for its type, then what it says.
// Engine.IO 4, https://socket.io/docs/v4/engine-io-protocol

export const PACKET = {
  open: '0',
  close: '1',
  ping: '2',
  pong: '3',
  message: '4',
  upgrade: '5',
  noop: '6',
} as const;

export interface Transport {
  /** Sends packets one after the other; what is sent before it is open goes out once it is. */
  send(packet: string): void;
  /** Goes, after what was sent; its receiver is told nothing more. */
  close(): void;
}

export interface Receiver {
  readonly packet: (packet: string) => void;
  /** Told once: it is gone, or never came to be. */
  readonly lost: () => void;
}
