// A connection's signal, addressed: with what the wire needs beside it.
import { randomId } from '../random-id.ts';
import type { OutgoingSignal } from '../signaling/outbox.ts';
import type { ConnectionSignal } from './peer-connection.ts';

/** @param to the receiver; null for whoever takes the open offer of that connection */
export function addressed(signal: ConnectionSignal, connection: string, to: string | null): OutgoingSignal {
  const envelope = { ...(to !== null && { to }), messageId: randomId(12), connection };
  return signal.type === 'candidate'
    ? { type: signal.type, payload: { ...envelope, candidate: signal.candidate } }
    : { type: signal.type, payload: { ...envelope, description: signal.description } };
}
