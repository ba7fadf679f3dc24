// What a mesh asks of the call it belongs to, and tells it.
import type { CallError } from '../call-error.ts';
import type { ParticipantEventType } from '../call-events.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import type { OutgoingSignal, Sent } from '../signaling/outbox.ts';
import type { ConnectionOwner, PeerConnection } from './peer-connection.ts';

export interface MeshOwner {
  createStream(): MediaStream;
  createConnection(id: string, owner: ConnectionOwner): PeerConnection;
  send(signal: OutgoingSignal, settled: (sent: Sent) => void): void;
  /** A connection is in use with a participant: the page after a reload must know. */
  remember(participantId: string, connection: string): void;
  /** The connections that were in use with a participant so far, on earlier pages too. */
  recall(participantId: string): readonly string[];
  /** Whether this side has its server. */
  isSignaling(): boolean;
  handleParticipant(type: ParticipantEventType, participant: RemoteParticipant): void;
  handleConnectionChanged(): void;
  handleError(error: CallError): void;
}
