// Credentials that a TURN server checks with nothing but a shared secret (coturn's `use-auth-secret`).
import { createHmac } from 'node:crypto';

export interface TurnCredentials {
  username: string;
  credential: string;
}

/**
 * Credentials that serve until a time.
 *
 * @param secret coturn's `static-auth-secret`
 * @param user whose they are; it tells the relay's log who used it, and grants nothing
 * @param expiresAt in seconds since 1970
 * @see https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00#section-2.2
 */
export function turnCredentials(secret: string, user: string, expiresAt: number): TurnCredentials {
  const username = `${expiresAt}:${user}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
