// What storage hands out: the contract's shapes less what only a door knows (joinUrl), plus keys that only the server sees.
import type { Call } from '@parley/protocol';

/** A call without `joinUrl`, which depends on who asks. */
export type StoredCall = Omit<Call, 'joinUrl'>;

export interface VersionedCall {
  call: StoredCall;
  /** Rises with every committed change of the call, seats included, signals not: the ETag. */
  version: number;
}

/** Which door a seat was taken through: a socket holds it until it closes, REST until its grace has run. */
export type Door = 'socket' | 'rest';

/** A seat as its holder's door names it. A write with an epoch older than the seat's is refused: it was taken anew. */
export interface SeatHandle {
  callId: string;
  participantId: string;
  callNumber: number;
  seatNumber: number;
  epoch: number;
}

/** SHA-256 of a secret: all that is ever stored of one. */
export type SecretHash = Uint8Array;
