// The Socket.IO events of the contract, as the typed maps that socket.io's Server and client take.
import type { Call, EndReason, IceServers, LeaveReason, Participant } from './call.ts';
import type { WireError } from './codes.ts';
import type { Knock, KnockVerdict } from './knock.ts';
import type { MutedKind } from './permissions.ts';
import type {
  CandidateSignal,
  DescriptionSignal,
  HangupSignal,
  IceCandidate,
  Joined,
  MailboxSignal,
  SessionDescription,
  SignalPosition,
} from './signal.ts';

export const PROTOCOL_VERSION = 1;

export interface JoinPayload {
  callId: string;
  /** 22 to 128 characters of base64url; left out, the server makes one. */
  secret?: string;
  /** The position up to which the reader has its mailbox. */
  after?: number;
  displayName?: string | null;
  token?: string;
  /** What a call that is `passwordProtected` asks a newcomer for. */
  password?: string;
  /** Comes past password, lock and lobby, and gives the seat every permission. */
  ownerSecret?: string;
}

export interface KnockPayload {
  callId: string;
  /** The secret of the seat to come; left out, the server makes one. */
  secret?: string;
  displayName?: string | null;
  token?: string;
  password?: string;
}

export interface AnswerKnockPayload {
  knockId: string;
  state: KnockVerdict;
}

export interface DescriptionPayload {
  /** May be left out of an offer only: an open offer. */
  to?: string;
  messageId: string;
  connection?: string;
  description: SessionDescription;
}

export interface CandidatePayload {
  to?: string;
  messageId: string;
  connection?: string;
  candidate: IceCandidate | null;
}

export interface HangupPayload {
  reason?: string | null;
}

export interface ReceivedPayload {
  seq: number;
}

export interface SyncPayload {
  after?: number;
}

export type EmptyPayload = Record<string, never>;

/** Each event a client sends, with its payload and what its acknowledgement adds to `ok: true`. */
export interface ClientEvents {
  join: { payload: JoinPayload; answer: Joined };
  offer: { payload: DescriptionPayload; answer: SignalPosition };
  answer: { payload: DescriptionPayload; answer: SignalPosition };
  candidate: { payload: CandidatePayload; answer: SignalPosition };
  hangup: { payload: HangupPayload; answer: object };
  received: { payload: ReceivedPayload; answer: object };
  sync: { payload: SyncPayload; answer: { mailbox: MailboxSignal[]; more: boolean } };
  watch: { payload: EmptyPayload; answer: { items: Call[] } };
  unwatch: { payload: EmptyPayload; answer: object };
  knock: { payload: KnockPayload; answer: { knock: Knock; secret?: string } };
  'answer-knock': { payload: AnswerKnockPayload; answer: { knock: Knock } };
}

export type ClientEventName = keyof ClientEvents;

export const CLIENT_EVENTS = [
  'join',
  'offer',
  'answer',
  'candidate',
  'hangup',
  'received',
  'sync',
  'watch',
  'unwatch',
  'knock',
  'answer-knock',
] as const satisfies readonly ClientEventName[];

export type Acknowledged<Answer> = ({ ok: true } & Answer) | { ok: false; error: WireError };

/** Socket.IO's ListenEvents for the server, EmitEvents for a client. */
export type ClientToServerEvents = {
  [Name in ClientEventName]: (
    payload: ClientEvents[Name]['payload'],
    acknowledge: (answer: Acknowledged<ClientEvents[Name]['answer']>) => void,
  ) => void;
};

export interface ParticipantNotice {
  participant: Participant;
}

export interface ParticipantJoinedNotice extends ParticipantNotice {
  /** The messageId of the open offer that the newcomer took, or null. */
  tookOffer: string | null;
}

export interface ParticipantLeftNotice extends ParticipantNotice {
  reason: LeaveReason;
}

export interface MuteRequestedNotice {
  /** What the seat is asked to mute; whether it does is for its holder to say. */
  kind: MutedKind;
  /** The participant who asks; null for the owner's secret or an API key. */
  by: string | null;
}

export interface KnockAnsweredNotice {
  callId: string;
  knock: Knock;
}

export type ClosingCode = 'replaced' | 'draining' | 'removed';

/** Socket.IO's EmitEvents for the server, ListenEvents for a client. */
export interface ServerToClientEvents {
  offer: (signal: DescriptionSignal) => void;
  answer: (signal: DescriptionSignal) => void;
  candidate: (signal: CandidateSignal) => void;
  hangup: (signal: HangupSignal) => void;
  'participant-joined': (notice: ParticipantJoinedNotice) => void;
  'participant-updated': (notice: ParticipantNotice) => void;
  'participant-left': (notice: ParticipantLeftNotice) => void;
  'call-changed': (notice: { call: Call }) => void;
  'call-ended': (notice: { call: Call; reason: EndReason }) => void;
  'ice-servers': (notice: IceServers) => void;
  'mute-requested': (notice: MuteRequestedNotice) => void;
  'knock-answered': (notice: KnockAnsweredNotice) => void;
  'knock-changed': (notice: { knock: Knock }) => void;
  closing: (notice: { code: ClosingCode; message: string }) => void;
}

export type ServerEventName = keyof ServerToClientEvents;
