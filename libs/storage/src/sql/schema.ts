// The tables as Kysely sees them, on either engine. Times are milliseconds since the epoch, flags 0 or 1.
import type { CallState, EndReason, KnockState, ParticipantState, SignalType, TimelineEntry } from '@parley/protocol';
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
  /** Slow, with its salt and parameters (RFC 7914); null without a password. Made and read outside. */
  password_hash: string | null;
  locked: Generated<Flag>;
  lobby: Generated<Flag>;
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
  /** The server that speaks for it: it holds its socket, or counts the time since it was heard from. */
  server: Generated<number>;
  /** Whether it was taken, or is held, over REST. */
  over_rest: Generated<Flag>;
  /** The `sub` of the token that it was first taken with. */
  identity: string | null;
  /** A bit for each permission, see `permission-bits.ts`. */
  permissions: Generated<number>;
  /** A moderator said so: that counts for its identity from then on, whatever is in the tokens it comes with. */
  permitted: Generated<Flag>;
}

/** The servers of this database. Who has not renewed its lease in time is dead to the others. */
export interface ServerTable {
  /** Of its own choosing, at random. */
  number: number;
  /** Where it runs: whoever starts there next comes in its place. */
  name: string;
  /** By the database's clock. */
  expires_at: number;
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

/** What is told of a seat: by its holder, or (kind `seat`) by the server. What the other tables tell stands there alone. */
export interface TimelineTable {
  number: Generated<number>;
  seat: number;
  /** By the clock of whoever told it. */
  at: number;
  /** How far the server's clock was ahead of the holder's when it was told, the way to the server included; null for the server. */
  skew: number | null;
  kind: TimelineEntry['kind'];
  /** The entry's other fields, as JSON. */
  body: string;
}

/** Who asks to be let into a call. A knock's state is written once more: by its answer, or when its knocker goes away. */
export interface KnockTable {
  number: Generated<number>;
  call_number: number;
  id: string;
  /** Of the seat to come. */
  secret_hash: SecretHash;
  display_name: string | null;
  /** The `sub` of the token that it came with. */
  identity: string | null;
  state: KnockState;
  created_at: number;
  /** Since when the state is what it is, and when its knocker was last heard of while it waited: by the database's clock. */
  changed_at: number;
  heard_at: number;
}

/** Keys of back ends, each by its hash. */
export interface ApiKeyTable {
  name: string;
  hash: SecretHash;
  /** Separated by commas. */
  scopes: string;
  created_at: number;
  /** A day in UTC: finer would be a write for each request. */
  last_used_on: string | null;
}

export interface Schema {
  calls: CallTable;
  seats: SeatTable;
  signals: SignalTable;
  open_offers: OpenOfferTable;
  timeline: TimelineTable;
  servers: ServerTable;
  knocks: KnockTable;
  api_keys: ApiKeyTable;
}

/** A connection inside the transaction of whoever hands it out. */
export type Sql = Kysely<Schema>;
