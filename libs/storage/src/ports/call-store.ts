// The write port (an abstract class, so that it names itself for injection): whole commands, each one transaction, carried out in the order in which they are given.
// Several may share one commit. A refusal (protocol's Refusal) changes nothing.
import type { DuplicateIdentity } from '@parley/call-rules';
import type {
  IceCandidate,
  Knock,
  MailboxSignal,
  Metadata,
  Participant,
  Permission,
  ReportedEntry,
  SentSignalType,
  SessionDescription,
  SignalPosition,
} from '@parley/protocol';
import type { CommittedChange } from './committed-change.ts';
import type { AnswerKnock, KnockMade, MakeKnock, WithdrawKnock } from './knocks.ts';
import type { Door, SeatHandle, SecretHash, VersionedCall } from './stored.ts';

/** What a command answered and what it changed. It is resolved only after the commit. */
export interface Committed<Outcome> {
  outcome: Outcome;
  changes: CommittedChange[];
}

export interface CreateCall {
  id: string;
  ownerSecretHash: SecretHash;
  name: string | null;
  maxParticipants: number;
  metadata: Metadata;
  listed: boolean;
  /** Slow, made and compared by whoever gives the command; null for no password. */
  passwordHash: string | null;
  lobby: boolean;
}

export interface TakeSeat {
  callId: string;
  secretHash: SecretHash;
  /** The id of the seat, should the secret have none here yet. */
  participantId: string;
  /** Undefined keeps the name of a seat that is taken back. */
  displayName: string | null | undefined;
  /** The reader's position; it is confirmed. Undefined: the last confirmed. */
  after: number | undefined;
  door: Door;
  /** Who a back end says it is; null for nobody in particular. A seat that is taken back keeps its own, as its permissions. */
  identity: string | null;
  /** What a newcomer may do; undefined for the default. */
  permissions: readonly Permission[] | undefined;
  /** What becomes of a second seat of one identity. */
  duplicates: DuplicateIdentity;
  /** An API key, or the owner's secret as bearer, came with it: past password, lock and lobby. */
  trusted: boolean;
  /** The same by the owner's secret itself, which gives the seat every permission; undefined when none was sent. */
  ownerSecretHash: SecretHash | undefined;
  /** Null when none was sent; else which of the call's password hashes it was found to fit, if any. */
  password: { fits: string | null } | null;
}

export interface SeatTaken extends VersionedCall {
  seat: SeatHandle;
  self: Participant;
  resumed: boolean;
  /** The first page of the mailbox past the reader's position. */
  mailbox: MailboxSignal[];
  more: boolean;
  /** The position up to which the mailbox is confirmed, and its last `seq`. */
  confirmed: number;
  lastSeq: number;
}

export interface ChangeCall {
  callId: string;
  name?: string | null;
  metadata?: Metadata;
  listed?: boolean;
  passwordHash?: string | null;
  locked?: boolean;
  lobby?: boolean;
  state?: 'ended';
  /** The versions that `If-Match` names; undefined without the header, `'*'` for any. */
  ifMatch: readonly number[] | '*' | undefined;
}

export interface AppendSignal {
  seat: SeatHandle;
  type: SentSignalType;
  /** The receiver's id; undefined is an open offer, or a candidate of one. */
  to: string | undefined;
  messageId: string;
  connection: string;
  /** The description or the candidate: what its receiver is given. */
  content: SessionDescription | IceCandidate | null;
}

export interface SignalAppended extends SignalPosition {
  /** Whether this messageId had been stored before: nothing was stored now. */
  repeated: boolean;
  /** When it was stored (first): RFC 3339. */
  createdAt: string;
}

export interface ReportTimeline {
  seat: SeatHandle;
  /** RFC 3339, by the reporter's clock. */
  sentAt: string;
  entries: readonly ReportedEntry[];
}

export interface Lease {
  /** It had run out before: other servers may have taken over seats of this one. */
  lapsed: boolean;
  /** How many other servers are alive. */
  others: number;
}

export abstract class CallStore {
  abstract createCall(command: CreateCall): Promise<Committed<VersionedCall>>;

  /** Joins, or takes the secret's seat back. @throws call-not-found, unauthorized (the owner's secret), forbidden (removed), call-ended, call-locked, admission-required, password-required, wrong-password, identity-taken, call-full, invalid-payload (`after` past the last seq) */
  abstract takeSeat(command: TakeSeat): Promise<Committed<SeatTaken>>;

  /** @throws call-not-found, call-ended, precondition-failed */
  abstract changeCall(command: ChangeCall): Promise<Committed<VersionedCall>>;

  /** Ends the call if need be (`deleted`) and erases it with its seats and signals. @throws call-not-found */
  abstract eraseCall(callId: string): Promise<Committed<void>>;

  /** @throws participant-not-found, mailbox-full, no-taker, not-joined, call-ended, invalid-payload (to oneself) */
  abstract appendSignal(command: AppendSignal): Promise<Committed<SignalAppended>>;

  /** Hangs up: every other participant gets a `hangup` signal. Repeated: changes nothing. @throws not-joined (an older epoch) */
  abstract hangUp(seat: SeatHandle, reason: string | null): Promise<Committed<void>>;

  /** Someone else takes the participant out, for good. @throws call-not-found, participant-not-found */
  abstract removeParticipant(callId: string, participantId: string): Promise<Committed<void>>;

  /** Says all that a seat that has not left may do from now on. @throws call-not-found, participant-not-found */
  abstract permit(
    callId: string,
    participantId: string,
    permissions: readonly Permission[],
  ): Promise<Committed<Participant>>;

  /**
   * Confirms a mailbox up to `seq`. Coalesced; at or below the confirmed position, or from an older epoch, it changes
   * nothing. Answers whether it is durable now; it never rejects, and what could not be written is tried again.
   */
  abstract confirm(seat: SeatHandle, seq: number): Promise<boolean>;

  /**
   * Whether the seat's holder is heard from, by default through a socket. An older epoch, or a seat that left, changes
   * nothing. Answers whether this server speaks for the seat from now on: false when another one does, whose word counts.
   */
  abstract setPresence(seat: SeatHandle, state: 'connected' | 'reconnecting', door?: Door): Promise<Committed<boolean>>;

  /** The seat's grace has run: it left, `lost`. Only if it is `reconnecting` under this very epoch, and this server speaks for it. */
  abstract loseSeat(seat: SeatHandle): Promise<Committed<void>>;

  /**
   * After a start: every seat that has not left, and that no living server speaks for, becomes `reconnecting`; all of them
   * are returned. Announces nothing.
   */
  abstract orphanSeats(): Promise<Committed<SeatHandle[]>>;

  /**
   * Takes over the seats, in at most `limit` calls, of servers whose lease has run out: they become `reconnecting`, and are
   * returned. None are left when none are returned.
   */
  abstract adoptSeats(limit: number): Promise<Committed<SeatHandle[]>>;

  /**
   * Has this server count as alive for so many milliseconds, by the database's clock. The first time it comes in the place of
   * whichever had its name before.
   */
  abstract renewLease(name: string, ms: number): Promise<Committed<Lease>>;

  /** This server stops: it counts as alive for no more than so many milliseconds. */
  abstract yieldLease(ms: number): Promise<Committed<void>>;

  /** Ends (`expired`) at most `limit` calls in which nobody has been since `before` (milliseconds since the epoch); answers how many. */
  abstract expireCalls(before: number, limit: number): Promise<Committed<number>>;

  /** Erases a small part of what ended before `before`: at most `limit` rows; answers how many rows went. */
  abstract purgeCalls(before: number, limit: number): Promise<Committed<number>>;

  /**
   * Adds what the seat's holder reports to the call's timeline, whether it has left or not; answers how much of it is new.
   * Of each seat the newest entries are kept (LIMITS.timelineEntries). It waits for what anybody else has to write.
   * @throws call-not-found, participant-not-found (a peer), invalid-payload (oneself), forbidden (removed)
   */
  abstract reportTimeline(command: ReportTimeline): Promise<Committed<number>>;

  /**
   * Asks to be let in; a secret whose knock stands has that one. Where nobody needs to, it is `admitted`, and nothing is
   * stored. @throws call-not-found, forbidden (removed), call-ended, already-joined, call-locked, rate-limited
   */
  abstract knock(command: MakeKnock): Promise<Committed<KnockMade>>;

  /** The first answer counts; repeated it changes nothing. @throws call-not-found, knock-not-found (also: it waits no more) */
  abstract answerKnock(command: AnswerKnock): Promise<Committed<Knock>>;

  /** Its knocker goes away, or has not been heard of. What was refused stays so. @throws call-not-found, knock-not-found */
  abstract withdrawKnock(command: WithdrawKnock): Promise<Committed<void>>;

  /** The knockers of these are heard of; those that wait no more are passed over. */
  abstract hearKnocks(knockNumbers: readonly number[]): Promise<Committed<void>>;
  /** These API keys served on that day (UTC, `2026-01-31`). One that is gone, or served later already, stays as it is. */
  abstract noteApiKeyUses(names: readonly string[], day: string): Promise<Committed<void>>;

  abstract close(): Promise<void>;
}
