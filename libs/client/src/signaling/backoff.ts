// How long to wait before the next attempt.

const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Milliseconds before attempt `attempt` (0 is the first repeat): doubling from 0.5 s to 10 s, of which a random half is
 * taken off, so that the clients of a server that went away do not come back in one moment.
 *
 * @param retryAfter seconds that the server asks to wait: they come on top, so that those whom it refused together are
 *   not refused together again
 */
export function backoff(attempt: number, retryAfter = 0, random: number = Math.random()): number {
  return 1_000 * retryAfter + Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10)) * (1 - random / 2);
}
