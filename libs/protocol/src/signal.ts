// Signals: what one participant says to another so that their browsers agree (JSEP RFC 9429, trickle ICE RFC 8838).
import type { Call, IceServers, Participant } from './call.ts';
import type { Knock } from './knock.ts';

export type SignalType = 'offer' | 'answer' | 'candidate' | 'hangup';
/** The types that a client sends as signals; a `hangup` signal is made by the server. */
export type SentSignalType = Exclude<SignalType, 'hangup'>;

/** RTCSessionDescriptionInit, an offer or an answer. */
export interface SessionDescription {
  type: 'offer' | 'answer';
  sdp: string;
}

/** RTCIceCandidateInit. */
export interface IceCandidate {
  candidate?: string;
  sdpMid?: string | null;
  sdpMLineIndex?: number | null;
  usernameFragment?: string | null;
}

interface SignalBase {
  /** Position in the receiver's mailbox: 1, 2, 3 … without a gap; null for an open offer and its candidates. */
  seq: number | null;
  from: string;
  /** The receiver; null for an open offer and its candidates. */
  to: string | null;
  messageId: string;
  /** Which RTCPeerConnection of the two this belongs to; the offerer chose it. */
  connection: string;
  createdAt: string;
  /** Whether the receiver has confirmed it. */
  delivered: boolean;
}

export interface DescriptionSignal extends SignalBase {
  type: 'offer' | 'answer';
  description: SessionDescription;
}

export interface CandidateSignal extends SignalBase {
  type: 'candidate';
  /** Null is end-of-candidates. */
  candidate: IceCandidate | null;
}

export interface HangupSignal extends SignalBase {
  type: 'hangup';
  reason: string | null;
}

export type Signal = DescriptionSignal | CandidateSignal | HangupSignal;

/** A signal that stands in a mailbox. */
export type MailboxSignal = Signal & { seq: number; to: string };

export interface MailboxPage {
  items: MailboxSignal[];
  /** Whether the mailbox holds more past the last item. */
  more: boolean;
}

/** Where a signal is: both null while it is open, or when it was dropped with the open offer it belonged to. */
export interface SignalPosition {
  seq: number | null;
  to: string | null;
}

/** What taking a seat answers. */
export interface Joined extends IceServers {
  self: Participant;
  /** Whether the secret had a seat here before. */
  resumed: boolean;
  /** Only when the server made it: the seat itself, told this once. */
  secret?: string;
  call: Call;
  mailbox: MailboxSignal[];
  more: boolean;
  /** Those who wait to be let in, oldest first. Only for a seat with `moderate`, in a call with a lobby. */
  knocks?: Knock[];
}
