// Unguessable strings. `crypto.randomUUID` is missing in insecure contexts, `getRandomValues` is not.

/** `bytes` random bytes as base64url: 12 give 16 characters, 32 give 43. */
export function randomId(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
