// The ladder that brings media back, as a pure function: wait, ICE restart, a new connection.
// The side that does not yield in negotiation climbs first; the other follows only if nothing came of it.

/** Milliseconds for each rung. Published: whoever embeds calls plans with them. */
export const RECOVERY_TIMES = {
  /** `disconnected` often heals by itself, as when a phone changes cells. */
  disconnected: 5_000,
  /** From an ICE restart to `connected`. */
  restart: 10_000,
  /** From the first offer of a connection to `connected`; doubled with each new connection, up to the longest. */
  connect: 20_000,
  longestConnect: 60_000,
  /** What the following side waits longer, on every rung. */
  follow: 3_000,
} as const;

/** Where on the ladder a connection stands, and how many connections were begun in vain. */
export interface RecoveryState {
  readonly rung: 'connecting' | 'connected' | 'waiting' | 'restarting';
  readonly attempt: number;
}

/** `begun`: a new connection was offered or accepted; `timeout`: the wait that was asked for is over. */
export type RecoveryEvent = 'begun' | 'connected' | 'disconnected' | 'failed' | 'timeout';

export interface RecoveryVerdict {
  readonly state: RecoveryState;
  readonly action: 'none' | 'restart-ice' | 'begin-anew';
  /** Milliseconds until `timeout`; null for none, `keep` for the one that runs. */
  readonly wait: number | null | 'keep';
}

export const FIRST_RUNG: RecoveryState = { rung: 'connecting', attempt: 0 };

export function recover(state: RecoveryState, event: RecoveryEvent, leads: boolean): RecoveryVerdict {
  const { rung, attempt } = state;
  const patience = leads ? 0 : RECOVERY_TIMES.follow;
  const connect = Math.min(RECOVERY_TIMES.connect * 2 ** attempt, RECOVERY_TIMES.longestConnect) + patience;
  const stay: RecoveryVerdict = { state, action: 'none', wait: 'keep' };
  const restart: RecoveryVerdict = {
    state: { rung: 'restarting', attempt },
    action: 'restart-ice',
    wait: RECOVERY_TIMES.restart + patience,
  };
  // The attempt counts when it has begun: `begun` follows, and sets the wait.
  const beginAnew: RecoveryVerdict = {
    state: { rung: 'connecting', attempt: attempt + 1 },
    action: 'begin-anew',
    wait: null,
  };
  switch (event) {
    case 'begun':
      return { state: { rung: 'connecting', attempt }, action: 'none', wait: connect };
    case 'connected':
      return { state: { rung: 'connected', attempt: 0 }, action: 'none', wait: null };
    case 'disconnected':
      return rung === 'connected'
        ? { state: { rung: 'waiting', attempt }, action: 'none', wait: RECOVERY_TIMES.disconnected + patience }
        : stay;
    case 'failed':
      if (rung === 'connected' || rung === 'waiting') {
        return leads ? restart : { state: { rung: 'waiting', attempt }, action: 'none', wait: patience };
      }
      // A connection that never stood has its time to the end: some fail at once, and must not be begun without pause.
      return rung === 'restarting' && leads ? beginAnew : stay;
    case 'timeout':
      return rung === 'waiting' ? restart : beginAnew;
  }
}
