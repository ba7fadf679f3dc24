// The one way in which what was made of secrets is compared.
import { timingSafeEqual } from 'node:crypto';
import type { SecretHash } from './ports/stored.ts';

/** In constant time. Not that it would tell much: of a hash nobody can choose the first bytes without the secret. */
export function isSameHash(one: SecretHash, other: SecretHash): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
