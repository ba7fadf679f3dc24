// What the load generator needs of a client's connection, whichever server it talks to. Cheap, so that the load
// generator does not become what is measured: frames are written and read by hand over `ws`.
import { WebSocket } from 'ws';

/** Hears what becomes of the signals, by their numbers. */
export interface Ear {
  delivered(index: number): void;
  acknowledged(index: number): void;
  /** @throws Error where everything is to be taken */
  refused(index: number, answer: string): void;
}

/** One client that has a peer. */
export interface Line {
  /** Sends its peer the signal with this number. */
  send(index: number): void;
  close(): void;
}

/** How to reach one kind of server. */
export interface Dialer {
  /** Whether the server acknowledges; if not, a signal's turn ends with its delivery. */
  acknowledges: boolean;
  /** Two clients connected to each other through the server. */
  pair(url: string, ear: Ear): Promise<[Line, Line]>;
  /** What so many lone clients need on the server beforehand; another process of the server may have made it. */
  prepare?(url: string, count: number): Promise<void>;
  /** One client, connected as far as it can be alone (in Parley: seated in a call). */
  open(url: string): Promise<{ close(): void }>;
}

/** A WebSocket on its way to being open. */
export function openWebSocket(url: string): WebSocket {
  return new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
}

const EXAMPLE = {
  candidate: 'candidate:842163049 1 udp 1677729535 192.0.2.7 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0',
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: '7sFv',
};

/** A candidate of exactly 200 bytes of JSON. */
const CANDIDATE = JSON.stringify({
  ...EXAMPLE,
  candidate: EXAMPLE.candidate.padEnd(EXAMPLE.candidate.length + 200 - JSON.stringify(EXAMPLE).length, '0'),
});

/** A signal as JSON; every server is sent the same, whatever it looks at. */
export function signalJson(index: number, to: string): string {
  return `{"to":"${to}","messageId":"${index}","connection":"","candidate":${CANDIDATE}}`;
}

const MARK = '"messageId":"';

/** The number of the signal in a frame. */
export function indexIn(frame: string): number {
  return Number.parseInt(frame.slice(frame.indexOf(MARK) + MARK.length), 10);
}
