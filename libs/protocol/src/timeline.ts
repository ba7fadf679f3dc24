// The flight recorder: what happened in a call and when, told by the server and by each side's browser.
// Types and sizes of what was said, never its content; words of closed lists, never free text.
import type { CallState, EndReason, LeaveReason } from './call.ts';
import type { SignalType } from './signal.ts';

/** What a participant reports of its own side, by kind: `signaling` is its socket, `network` what the browser says of it. */
export const OWN_STATES = {
  signaling: ['connected', 'reconnecting'],
  network: ['online', 'offline'],
  page: ['visible', 'hidden', 'closed'],
} as const;

/**
 * What a participant reports of its connection to another one: RTCPeerConnectionState, RTCIceConnectionState, the rung
 * of the recovery ladder, the word for the quality.
 */
export const PEER_STATES = {
  connection: ['new', 'connecting', 'connected', 'disconnected', 'failed', 'closed'],
  ice: ['new', 'checking', 'connected', 'completed', 'disconnected', 'failed', 'closed'],
  recovery: ['connecting', 'connected', 'waiting', 'renewing', 'restarting', 'relaying', 'failed'],
  quality: ['good', 'fair', 'poor', 'lost'],
} as const;

/** RTCIceCandidateType. */
export const CANDIDATE_TYPES = ['host', 'srflx', 'prflx', 'relay'] as const;
/** How media travels; `tls` only to a TURN server. */
export const PATH_PROTOCOLS = ['udp', 'tcp', 'tls'] as const;

/** Every cause that the client library's diagnosis names; docs/diagnosis.md has a section for each. */
export const DIAGNOSIS_CAUSES = [
  'own-network-lost',
  'server-lost',
  'other-page-gone',
  'other-network-lost',
  'other-away',
  'browser-refused',
  'no-offer',
  'signals-not-taken',
  'offer-unanswered',
  'encryption-failed',
  'way-lost',
  'turn-refused',
  'turn-full',
  'no-candidates-here',
  'no-candidates-there',
  'no-ice-servers',
  'udp-blocked-here',
  'udp-blocked-there',
  'turn-unreachable-here',
  'turn-unreachable-there',
  'relay-blocked',
  'stun-unreachable',
  'relay-needed',
  'unknown',
] as const;

type OwnState = {
  [Kind in keyof typeof OWN_STATES]: { kind: Kind; state: (typeof OWN_STATES)[Kind][number] };
}[keyof typeof OWN_STATES];

type PeerState = {
  [Kind in keyof typeof PEER_STATES]: { kind: Kind; peer: string; state: (typeof PEER_STATES)[Kind][number] };
}[keyof typeof PEER_STATES];

/** The candidate pair that carries media: types and protocol, no address. */
export interface PathFact {
  kind: 'path';
  peer: string;
  local: (typeof CANDIDATE_TYPES)[number];
  remote: (typeof CANDIDATE_TYPES)[number];
  protocol: (typeof PATH_PROTOCOLS)[number];
}

/** Something failed in the browser. */
export interface ErrorFact {
  kind: 'error';
  code: string;
}

/** Why no media gets through, to one participant or (null) to anybody. */
export interface DiagnosisFact {
  kind: 'diagnosis';
  peer: string | null;
  cause: string;
}

/** What a participant's browser reports. `peer` is the other participant's id. */
export type ReportedFact = OwnState | PeerState | PathFact | ErrorFact | DiagnosisFact;

/** A fact and when it was so. */
export type ReportedEntry = ReportedFact & {
  /** By the reporter's own clock: RFC 3339, UTC. */
  at: string;
};

/** The body of `POST /calls/{id}/timeline`. */
export interface TimelineReport {
  /** When it is sent, by the clock that the entries' times are of: the server moves them to its own. */
  sentAt: string;
  entries: ReportedEntry[];
  /** The seat's secret, for `navigator.sendBeacon`, which sends no `Authorization`. */
  secret?: string;
}

/** `gone`: nothing is heard of its holder; `replaced`: it was taken anew while it was held, as from another tab. */
export type SeatState = 'joined' | 'gone' | 'back' | 'replaced' | 'left';

/** Of `left`: why, `ended` when the call did; of `gone`: `restart` when the server did; else null. */
export type SeatReason = LeaveReason | 'ended' | 'restart';

export interface CallFact {
  kind: 'call';
  state: CallState;
  reason: EndReason | null;
}

export interface SeatFact {
  kind: 'seat';
  participant: string;
  state: SeatState;
  reason: SeatReason | null;
}

export interface SignalFact {
  kind: 'signal';
  /** The sender. */
  participant: string;
  /** The receiver; null while its offer is open. */
  peer: string | null;
  type: SignalType;
  connection: string;
  /** Bytes of its description, candidate or reason as JSON; null when it was dropped with its open offer. */
  size: number | null;
  seq: number | null;
  /** Whether the receiver has confirmed it. */
  delivered: boolean;
}

/** What the server itself knows. */
export type ServerFact = CallFact | SeatFact | SignalFact;

/** What a participant's browser reported. */
export type ToldFact = ReportedFact & {
  /** Who reported it. */
  participant: string;
};

/** One thing that happened. */
export type TimelineEntry = {
  /** By the server's clock: RFC 3339, UTC. */
  at: string;
} & (ServerFact | ToldFact);
