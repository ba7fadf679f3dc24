// Ids and secrets: where they come from, and the only form in which a secret is kept.
import { createHash, randomBytes } from 'node:crypto';
import type { SecretHash } from '@parley/storage';

const ID_BYTES = 16;
const SECRET_BYTES = 32;

/** An id that nobody guesses (128 random bits) and that is safe in a URL. */
export function newId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}

/** A secret of 256 random bits, as base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** SHA-256. A plain hash is enough: a secret is random, so there is no dictionary to try. */
export function hashSecret(secret: string): SecretHash {
  return createHash('sha256').update(secret).digest();
}
