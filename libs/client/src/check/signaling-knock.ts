// Signaling as the server speaks it, without the library's own channel: that one falls back by itself, and so would not tell
// which transport gets through. Engine.IO 4 and Socket.IO 5, https://github.com/socketio/socket.io-protocol
import { PROTOCOL_VERSION } from '@parley/protocol';

/** The query of every request. */
export const QUERY = '/socket.io/?EIO=4&transport=';

/** To enter the root namespace. */
export const CONNECT = `40${JSON.stringify({ protocol: PROTOCOL_VERSION })}`;
/** An event that changes nothing, with the acknowledgement 0; every server answers it. */
export const EVENT = '420["unwatch",{}]';
/** To leave: closes what was opened. */
export const LEAVE = '1';
const PING = '2';
const PONG = '3';

/** Where one has got to: into the engine, into the namespace, to an answer. */
export type Step = 'opened' | 'connected' | 'answered' | 'refused' | 'ping';

/** What a packet from the server means here; null for any other. */
export function stepOf(packet: string): Step | null {
  switch (true) {
    case packet.startsWith('0{'):
      return 'opened';
    case packet.startsWith('40'):
      return 'connected';
    case packet.startsWith('44'):
      return 'refused';
    case packet.startsWith('430'):
      return 'answered';
    case packet === PING:
      return 'ping';
    default:
      return null;
  }
}

export { PONG };
