// Ids and secrets: where they come from, and the only form in which a secret is kept.
import { createHash, randomBytes } from 'node:crypto';
import type { SecretHash } from '@parley/storage';

const ID_BYTES = 16;
const SECRET_BYTES = 32;

/** By it a key is known as one, here and to whoever looks for secrets that got into public places. */
export const API_KEY_PREFIX = 'parley_';

/** An id that nobody guesses (128 random bits) and that is safe in a URL. */
export function newId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}

/** A secret of 256 random bits, as base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** An API key, with as many random bits. */
export function newApiKey(): string {
  return `${API_KEY_PREFIX}${newSecret()}`;
}

/**
 * SHA-256. A plain, fast hash is right for what has 256 random bits (NIST SP 800-63B, 5.1.2.2: from 112 bits on; a slow one is
 * for what people choose, 5.1.1.2): there is no dictionary, and 2^255 tries take for ever however fast each is. A slow hash
 * with each request would only be a way to wear the server out.
 */
export function hashSecret(secret: string): SecretHash {
  return createHash('sha256').update(secret).digest();
}
