// A line of the check: what is looked at, and what was found.
import type { CheckCode } from './check-codes.ts';

/** The checks. `stun` and `turn` come once for each address. */
export type CheckName =
  | 'secure-context'
  | 'webrtc'
  | 'camera'
  | 'microphone'
  | 'server'
  | 'websocket'
  | 'polling'
  | 'ice-servers'
  | 'stun'
  | 'turn'
  | 'relay-data'
  | 'relay-media';

/** Which part of the way a check looks at. */
export type CheckGroup = 'browser' | 'devices' | 'server' | 'network';

/**
 * `passed`: it is as it should be; `warning`: calls work, but less well or not everywhere; `failed`: calls, or a part of
 * them, do not work; `skipped`: it could not be looked at yet, and `remedy` says what that takes.
 */
export type CheckStatus = 'passed' | 'warning' | 'failed' | 'skipped';

/** What was measured. What a check does not measure is left out. */
export interface CheckFigures {
  /** Milliseconds until the answer. */
  readonly duration?: number;
  /** Milliseconds from the beginning of the connection until it stood. */
  readonly connectTime?: number;
  /** Milliseconds there and back. */
  readonly roundTripTime?: number;
  /** The fraction of packets that never came, 0 to 1. */
  readonly packetLoss?: number;
  /** Packets that came. */
  readonly packetsReceived?: number;
  /** Bits of media per second. */
  readonly bitrate?: number;
  /** RTCIceCandidateType of the candidate that was found or used. */
  readonly candidateType?: RTCIceCandidateType;
  /** How the relay was reached: `udp`, `tcp` or `tls`. */
  readonly relayProtocol?: string;
  /** Pixels of the camera's picture. */
  readonly frameWidth?: number;
  /** Pixels of the camera's picture. */
  readonly frameHeight?: number;
  /** How many STUN addresses the server names. */
  readonly stunServers?: number;
  /** How many TURN addresses the server names. */
  readonly turnServers?: number;
}

/** What a check found. */
export interface CheckVerdict {
  /** How bad it is. */
  readonly status: CheckStatus;
  /** A stable name of what was found. */
  readonly code: CheckCode;
  /** What is so, in a sentence that names no address. */
  readonly what: string;
  /** What to do about it; null when there is nothing to do. */
  readonly remedy: string | null;
  /** What was measured. */
  readonly figures: CheckFigures;
}

/** What is looked at. */
export interface CheckSubject {
  /** Which check it is. */
  readonly check: CheckName;
  /** Which part of the way it belongs to. */
  readonly group: CheckGroup;
  /** What is looked at, in a few words. */
  readonly label: string;
  /** The STUN or TURN address that is looked at; null where there is none. Not in the report's text. */
  readonly address: string | null;
}

interface Line extends CheckSubject {
  /** Tells this line from the others of its run; the same in every run that looks at the same things. */
  readonly id: string;
}

/** A check that is under way. */
export interface RunningCheck extends Line {
  /** It has not ended yet. */
  readonly status: 'running';
}

/** A check that has ended. */
export interface CheckResult extends Line, CheckVerdict {}

/** A check as it comes: under way first, then with what was found, under the same `id`. */
export type CheckLine = RunningCheck | CheckResult;

/** Everything is as it should be. */
export function passed(code: CheckCode, what: string, figures: CheckFigures = {}): CheckVerdict {
  return { status: 'passed', code, what, remedy: null, figures };
}

export function warning(code: CheckCode, what: string, remedy: string, figures: CheckFigures = {}): CheckVerdict {
  return { status: 'warning', code, what, remedy, figures };
}

export function failed(code: CheckCode, what: string, remedy: string, figures: CheckFigures = {}): CheckVerdict {
  return { status: 'failed', code, what, remedy, figures };
}

export function skipped(code: CheckCode, what: string, remedy: string): CheckVerdict {
  return { status: 'skipped', code, what, remedy, figures: {} };
}
