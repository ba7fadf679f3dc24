// What one participant's reports of its connection to another one amount to: attempts, whether they connected, how soon.
// Pure. The reporter's own clock orders its entries: one that is no later than the last of its kind was told before.
import { DIAGNOSIS_CAUSES, type ReportedEntry } from '@parley/protocol';

/** `again`: it stood before, and what is tried is to get it back. */
export type Phase = 'first' | 'again';

/** Of one participant's connection to another one. */
export interface PairState {
  stood: boolean;
  connected: boolean;
  /** When the attempt that is under way began, by the reporter's clock; null: none is. */
  tryingSince: number | null;
  /** The last entry of each kind. */
  connectionAt: number;
  diagnosisAt: number;
  pathAt: number;
}

export type Finding =
  | { kind: 'attempt'; phase: Phase }
  /** `seconds` is null when nobody saw it begin. */
  | { kind: 'connected'; phase: Phase; seconds: number | null }
  | { kind: 'diagnosis'; cause: string }
  | { kind: 'path'; relayed: boolean; protocol: string };

export const NOTHING_YET: PairState = {
  stood: false,
  connected: false,
  tryingSince: null,
  connectionAt: 0,
  diagnosisAt: 0,
  pathAt: 0,
};

const CAUSES: ReadonlySet<string> = new Set(DIAGNOSIS_CAUSES);
/** Beyond that it was a clock that was set. */
const LONGEST_ATTEMPT_SECONDS = 3600;

/** The state after one more entry, and what it means. */
export function follow(before: PairState, entry: ReportedEntry): [after: PairState, findings: Finding[]] {
  const at = Date.parse(entry.at);
  switch (entry.kind) {
    case 'connection':
      return at > before.connectionAt ? connection({ ...before, connectionAt: at }, entry.state, at) : [before, []];
    case 'diagnosis':
      if (at <= before.diagnosisAt) return [before, []];
      // A client may have words of its own; figures have a closed list of them.
      const cause = CAUSES.has(entry.cause) ? entry.cause : 'other';
      return [{ ...before, diagnosisAt: at }, [{ kind: 'diagnosis', cause }]];
    case 'path': {
      if (at <= before.pathAt) return [before, []];
      const relayed = entry.local === 'relay' || entry.remote === 'relay';
      return [{ ...before, pathAt: at }, [{ kind: 'path', relayed, protocol: entry.protocol }]];
    }
    default:
      return [before, []];
  }
}

function connection(state: PairState, now: RTCState, at: number): [PairState, Finding[]] {
  const phase: Phase = state.stood ? 'again' : 'first';
  switch (now) {
    case 'new':
    case 'connecting':
    case 'disconnected':
    case 'failed': {
      if (state.tryingSince !== null) return [state, []];
      return [{ ...state, connected: false, tryingSince: at }, [{ kind: 'attempt', phase }]];
    }
    case 'connected': {
      if (state.connected) return [state, []];
      const after = { ...state, stood: true, connected: true, tryingSince: null };
      const connected: Finding = { kind: 'connected', phase, seconds: secondsSince(state.tryingSince, at) };
      return [after, state.tryingSince === null ? [{ kind: 'attempt', phase }, connected] : [connected]];
    }
    // The other one left: who comes back begins anew.
    case 'closed':
      return [{ ...state, stood: false, connected: false, tryingSince: null }, []];
  }
}

type RTCState = Extract<ReportedEntry, { kind: 'connection' }>['state'];

function secondsSince(began: number | null, at: number): number | null {
  if (began === null) return null;
  const seconds = (at - began) / 1000;
  return seconds <= LONGEST_ATTEMPT_SECONDS ? seconds : null;
}
