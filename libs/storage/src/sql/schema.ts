// The tables as Kysely sees them, on either engine. Times are milliseconds since the epoch, flags 0 or 1.
import type { CallState, EndReason, ParticipantState, SignalType } from '@parley/protocol';
import type { Generated, Kysely } from 'kysely';
import type { SecretHash } from '../ports/stored.ts';

export type Flag = 0 | 1;

export interface CallTable {
  number: Generated<number>;
  id: string;
  owner_secret_hash: SecretHash;
  name: string | null;
  max_participants: number;
  /** JSON, as text: nobody asks inside it. */
  metadata: string;
  listed: Flag;
  state: CallState;
  version: number;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  end_reason: EndReason | null;
  /** Since when nobody has been in it; null while somebody is, and once it has ended. */
  idle_since: number | null;
}

export interface SeatTable {
  number: Generated<number>;
  call_number: number;
  id: string;
  secret_hash: SecretHash;
  display_name: string | null;
  state: ParticipantState;
  joined_at: number;
  left_at: number | null;
  removed: Flag;
  /** Rises with each taking of the seat. */
  epoch: number;
  /** The mailbox: its last `seq`, how far its reader has confirmed it, and where it stood when the reader last came. */
  last_seq: number;
  confirmed: number;
  came_at_seq: number;
}

/** The log: appended to, never rewritten but for an open offer that is taken or dropped. */
export interface SignalTable {
  number: Generated<number>;
  sender: number;
  /** Null, as `seq`, for what is open or was dropped. */
  receiver: number | null;
  seq: number | null;
  type: SignalType;
  message_id: string;
  connection: string;
  /** The description, the candidate or the reason, as JSON; null once it was dropped. */
  body: string | null;
  created_at: number;
}

/** A sender's latest offer without a receiver, of each `connection`: where its candidates go. */
export interface OpenOfferTable {
  sender: number;
  connection: string;
  /** The signal's number. */
  offer: number;
  /** The seat that took it; null while it is open, and when it was dropped. */
  taker: number | null;
  dropped: Flag;
  /** How many signals it holds while it is open, itself included. */
  size: number;
}

export interface Schema {
  calls: CallTable;
  seats: SeatTable;
  signals: SignalTable;
  open_offers: OpenOfferTable;
}

/** A connection inside the transaction of whoever hands it out. */
export type Sql = Kysely<Schema>;
