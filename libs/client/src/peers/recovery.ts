// The ladder that brings media back, as a pure function: wait, ICE restart, ICE restart over relays alone, a new
// connection, a bounded number of them, `failed`. It knows neither timers nor connections: its session has both.

/** Milliseconds for each rung. Published: whoever embeds calls plans with them. */
export const RECOVERY_TIMES = {
  /** `disconnected` often heals by itself, as when a phone changes cells. */
  disconnected: 5_000,
  /** From an ICE restart to `connected`. */
  restart: 10_000,
  /** From an ICE restart that allows relays alone to `connected`. */
  relay: 10_000,
  /** From the first offer of a connection to `connected`. */
  connect: 20_000,
  /** After a network change ICE is restarted at once, and again when the browser has had time to name its new address. */
  renew: 2_000,
  /** What the following side waits longer, on every rung. */
  follow: 3_000,
} as const;

/** How many connections are begun before a participant's `recovery` is `failed`. */
export const RECOVERY_CONNECTIONS = 3;

/**
 * Where on the ladder a connection stands: `connecting` anew, `connected`, `waiting` for it to heal by itself,
 * `renewing` after a network change, `restarting` ICE, `relaying`: restarting it over relays alone, `failed`.
 */
export type RecoveryRung = 'connecting' | 'connected' | 'waiting' | 'renewing' | 'restarting' | 'relaying' | 'failed';

export interface RecoveryState {
  readonly rung: RecoveryRung;
  /** Connections begun since the last one that connected. */
  readonly attempt: number;
}

export type RecoveryEvent =
  /** A new connection was offered or accepted. */
  | 'begun'
  /** W3C RTCPeerConnectionState. */
  | 'connected'
  | 'disconnected'
  | 'failed'
  /** The wait that was asked for is over. */
  | 'timeout'
  /** This side may be on another network. */
  | 'networkchange'
  /** This side has its server again. */
  | 'rejoined'
  /** The other side has its server again: if its network changed it acts by itself. */
  | 'returned'
  /** The other side made an offer on the connection. */
  | 'offered';

/** What the ladder is told of the moment. */
export interface RecoveryFacts {
  /** Whether this side acts first; the other follows only if nothing came of it. */
  readonly leads: boolean;
  /** Whether the sides can agree on anything: both have their server. Without it the ladder holds, and never fails. */
  readonly reachable: boolean;
  /** Whether the connection knows a TURN server. */
  readonly relay: boolean;
  /** Whether the other side has described itself on the connection: before that there is no ICE to restart. */
  readonly established: boolean;
  /** Whether the browser says `connected`; it takes seconds to notice that it is not. */
  readonly connected: boolean;
}

export interface RecoveryVerdict {
  readonly state: RecoveryState;
  readonly action: 'none' | 'restart-ice' | 'restart-relay' | 'begin-anew';
  /** Milliseconds until `timeout`; null for none, `keep` for the one that runs. */
  readonly wait: number | null | 'keep';
}

export const FIRST_RUNG: RecoveryState = { rung: 'connecting', attempt: 0 };

const TOP: RecoveryVerdict = { state: { rung: 'failed', attempt: 0 }, action: 'none', wait: null };
const HEALTHY: RecoveryVerdict = { state: { rung: 'connected', attempt: 0 }, action: 'none', wait: null };

export function recover(state: RecoveryState, event: RecoveryEvent, facts: RecoveryFacts): RecoveryVerdict {
  const { rung, attempt } = state;
  const patience = facts.leads ? 0 : RECOVERY_TIMES.follow;
  const stay: RecoveryVerdict = { state, action: 'none', wait: 'keep' };
  const wait = (milliseconds: number | null, from = attempt): RecoveryVerdict => {
    return { state: { rung: 'waiting', attempt: from }, action: 'none', wait: milliseconds };
  };
  switch (event) {
    case 'begun': {
      const begun: RecoveryState = { rung: 'connecting', attempt: attempt + 1 };
      return { state: begun, action: 'none', wait: RECOVERY_TIMES.connect + patience };
    }
    case 'connected':
      return HEALTHY;
    case 'disconnected':
      return rung === 'connected' ? wait(RECOVERY_TIMES.disconnected + patience) : stay;
    case 'failed':
      if (rung === 'connected' || rung === 'waiting') {
        return facts.leads ? climb(wait(0).state, facts) : wait(patience);
      }
      // A connection that never stood has its time to the end: some fail at once, and must not be begun without pause.
      return facts.leads && (rung === 'restarting' || rung === 'relaying') ? climb(state, facts) : stay;
    case 'timeout':
      return climb(state, facts);
    case 'networkchange':
      return rung === 'renewing' ? stay : renew(facts);
    case 'rejoined':
    case 'returned':
      if (rung === 'connected' || rung === 'renewing') {
        return stay;
      }
      // What was said meanwhile is about to arrive: a beginning goes on.
      if (rung === 'connecting') {
        return { ...stay, wait: RECOVERY_TIMES.connect + patience };
      }
      return event === 'rejoined' ? renew(facts) : wait(RECOVERY_TIMES.follow, 0);
    case 'offered':
      if (rung === 'connected' || rung === 'connecting' || rung === 'renewing') {
        return stay;
      }
      // The other side has acted: this one gives it the time that its step takes.
      return {
        state: { rung: rung === 'relaying' ? rung : 'restarting', attempt },
        action: 'none',
        wait: RECOVERY_TIMES.restart + patience,
      };
  }
}

/** The time of a rung is over. */
function climb({ rung, attempt }: RecoveryState, facts: RecoveryFacts): RecoveryVerdict {
  const patience = facts.leads ? 0 : RECOVERY_TIMES.follow;
  const restart: RecoveryVerdict = {
    state: { rung: 'restarting', attempt },
    action: 'restart-ice',
    wait: RECOVERY_TIMES.restart + patience,
  };
  if (rung === 'renewing') {
    return restart;
  }
  if (facts.connected) {
    return HEALTHY;
  }
  if (!facts.reachable) {
    return { state: { rung, attempt }, action: 'none', wait: null };
  }
  if (rung === 'waiting' && facts.established) {
    return restart;
  }
  if (rung === 'restarting' && facts.relay) {
    return {
      state: { rung: 'relaying', attempt },
      action: 'restart-relay',
      wait: RECOVERY_TIMES.relay + patience,
    };
  }
  return attempt < RECOVERY_CONNECTIONS ? beginAnew(attempt) : TOP;
}

/** From the bottom, without waiting. */
function renew({ established }: RecoveryFacts): RecoveryVerdict {
  return established
    ? { state: { rung: 'renewing', attempt: 0 }, action: 'restart-ice', wait: RECOVERY_TIMES.renew }
    : beginAnew(0);
}

/** It counts when it has begun: `begun` follows, and sets the wait. */
function beginAnew(attempt: number): RecoveryVerdict {
  return { state: { rung: 'connecting', attempt }, action: 'begin-anew', wait: null };
}
