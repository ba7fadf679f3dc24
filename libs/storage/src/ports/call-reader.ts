// The read port: it sees what was committed, over a connection of its own.
import type {
  CallState,
  Knock,
  LeaveReason,
  MailboxPage,
  Page,
  Participant,
  Signal,
  SignalType,
  TimelineEntry,
} from '@parley/protocol';
import type { KnockHandle, KnockInCall, KnockNews, KnockSeen } from './knocks.ts';
import type { StoredApiKey } from './api-keys.ts';
import type { SeatHandle, SecretHash, StoredCall, VersionedCall } from './stored.ts';

/** Whose a secret is, in one call. */
export type SecretHolder =
  | { role: 'owner' }
  | { role: 'participant'; seat: SeatHandle; participant: Participant; removed: boolean }
  /** Not valid in this call. */
  | { role: 'stranger' };

/** What stands before somebody who wants to join a call. */
export interface CallDoors {
  ended: boolean;
  locked: boolean;
  lobby: boolean;
  /** Null without a password. */
  passwordHash: string | null;
  /** One of the secrets that were named is the owner's, or has a seat here, or a knock that stands. */
  known: boolean;
}

/** `open`: a seat's of a call that has not ended; `removed`: it serves nowhere any more. */
export type SeatSecret = { serves: 'open'; participantId: string } | { serves: 'ended' | 'removed' };

export interface PageQuery {
  limit: number;
  /** The last page's `nextCursor`. @throws invalid-payload when it is none of this list's */
  cursor: string | undefined;
}

export interface CallQuery extends PageQuery {
  state: CallState | undefined;
  /** Leaves out calls that are not listed. */
  listedOnly: boolean;
}

export interface SignalQuery extends PageQuery {
  type: SignalType | undefined;
  from: string | undefined;
  to: string | undefined;
}

export interface MailboxQuery {
  /** What comes back has `seq > after`. Undefined: past the last confirmed. @throws invalid-payload past the last seq */
  after: number | undefined;
  limit: number;
}

/** Where a seat stands in this moment. */
export interface SeatNow {
  seatNumber: number;
  callId: string;
  epoch: number;
  /** The last seq of its mailbox. */
  lastSeq: number;
  callVersion: number;
}

export interface SeatAccount {
  seat: SeatHandle;
  participant: Participant;
  /** The messageId of the open offer that it took when it came; null without one, or once it left. */
  tookOffer: string | null;
  /** Null while it has not left. */
  leaveReason: LeaveReason | null;
}

/** A call and everyone who ever had a seat in it, in the order of joining. */
export interface CallAccount extends VersionedCall {
  seats: SeatAccount[];
}

/** How many calls are in each state, of those that have not ended. */
export interface CallCensus {
  waiting: number;
  active: number;
}

export abstract class CallReader {
  /** @throws call-not-found */
  abstract call(callId: string): Promise<VersionedCall>;

  /** Newest first, by order of creation. */
  abstract calls(query: CallQuery): Promise<Page<StoredCall>>;

  /** The newest listed calls that have not ended, for watchers. */
  abstract openCalls(limit: number): Promise<VersionedCall[]>;

  /** Counted anew each time: it takes as long as there are open calls. */
  abstract census(): Promise<CallCensus>;

  /** Everyone who ever had a seat, in the order of joining. @throws call-not-found */
  abstract participants(callId: string, query: PageQuery): Promise<Page<Participant>>;

  /** Whether somebody with this id ever had a seat. @throws call-not-found */
  abstract hasParticipant(callId: string, participantId: string): Promise<boolean>;

  /** The call's stored signals, oldest first. @throws call-not-found */
  abstract signals(callId: string, query: SignalQuery): Promise<Page<Signal>>;

  /** What happened in the call, in the order in which it did, by the server's clock. @throws call-not-found */
  abstract timeline(callId: string, query: PageQuery): Promise<Page<TimelineEntry>>;

  /** What the seat sent under this messageId; null when nothing is kept of it. */
  abstract sentSignal(seat: SeatHandle, messageId: string): Promise<Signal | null>;

  /** @throws invalid-payload */
  abstract mailbox(seat: SeatHandle, query: MailboxQuery): Promise<MailboxPage>;

  /** @throws call-not-found */
  abstract holderOf(callId: string, secretHash: SecretHash): Promise<SecretHolder>;

  /** The doors of a call, for one with these secrets. @throws call-not-found */
  abstract doors(callId: string, secretHashes: readonly SecretHash[]): Promise<CallDoors>;

  /** What the secret is worth in whichever calls it has a seat: the best of them counts. Null: it has none. */
  abstract seatSecret(secretHash: SecretHash): Promise<SeatSecret | null>;

  /** Every API key that serves: a few, of which whoever asks keeps the answer for a while. */
  abstract apiKeys(): Promise<StoredApiKey[]>;

  /** Where these seats stand, for one who may have missed announcements; an erased one is left out. */
  abstract seatsNow(seatNumbers: readonly number[]): Promise<SeatNow[]>;

  /** What became of a call, for one who missed announcements. @throws call-not-found */
  abstract account(callId: string): Promise<CallAccount>;

  /** Those who wait to be let in, oldest first. @throws call-not-found */
  abstract knocks(callId: string, query: PageQuery): Promise<Page<Knock>>;

  /** One knock, and whether the secret is the one it was made with. @throws call-not-found, knock-not-found */
  abstract knock(callId: string, knockId: string, secretHash: SecretHash | null): Promise<KnockSeen>;

  /** How these knocks stand, for one who may have missed announcements; an erased one is left out. */
  abstract knocksNow(knockNumbers: readonly number[]): Promise<KnockInCall[]>;

  /** What became of the knocks at these calls, for one who may have missed announcements. */
  abstract knockNews(callIds: readonly string[], since: number): Promise<KnockNews>;

  /** At most `limit` of those that wait though their knockers have not been heard of for `ms`, by the database's clock. */
  abstract silentKnocks(ms: number, limit: number): Promise<KnockHandle[]>;

  /** Resolves when the database answers. @throws unavailable */
  abstract check(): Promise<void>;

  abstract close(): Promise<void>;
}
