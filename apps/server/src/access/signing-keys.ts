// With what join tokens are signed. More than one key is valid, so that they can be changed while tokens are about.
import { hkdfSync, randomBytes } from 'node:crypto';
import type { Settings } from '../settings/settings.ts';

const KEY_BYTES = 32;

/** The first signs, all of them verify: PARLEY_TOKEN_SECRETS, or else a key derived from each API key (RFC 5869). */
export function signingKeys({ tokenSecrets, apiKeys }: Pick<Settings, 'tokenSecrets' | 'apiKeys'>): Uint8Array[] {
  if (tokenSecrets.length > 0) return tokenSecrets.map((secret) => new TextEncoder().encode(secret));
  // With neither the mode is open, where tokens are made for those who ask and nobody asks for one.
  if (apiKeys.length === 0) return [randomBytes(KEY_BYTES)];
  return apiKeys.map((key) => new Uint8Array(hkdfSync('sha256', key, '', 'parley join tokens', KEY_BYTES)));
}
