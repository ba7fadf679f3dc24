// The bytes that are hashed: docs/verification.md has them for whoever implements the other side.

/** One side of an exchange. */
export interface Side {
  /** The id of its seat. */
  readonly seat: string;
  /** As `fingerprintsOf` has them. */
  readonly fingerprints: string;
  readonly nonce: Uint8Array<ArrayBuffer>;
}

/** Bytes of a nonce: as many as a SHA-256 has, so that guessing one is no easier than finding a collision. */
export const NONCE_BYTES = 32;

const COMMITMENT = 'Parley verification 1 commitment';
const STRING = 'Parley verification 1 short authentication string';

/** What one side says before it shows its nonce. The seat is in it, so that nobody can send it back as their own. */
export function commitmentOf(
  call: string,
  { seat, nonce }: Pick<Side, 'seat' | 'nonce'>,
): Promise<Uint8Array<ArrayBuffer>> {
  return sha256(COMMITMENT, call, seat, nonce);
}

/** The 32 bytes from which words and emoji are taken: the same on both sides, whichever is called `one`. */
export function authenticationBytes(call: string, one: Side, other: Side): Promise<Uint8Array<ArrayBuffer>> {
  const [first, second] = one.seat < other.seat ? [one, other] : [other, one];
  const sides = [first, second].flatMap(({ seat, fingerprints, nonce }) => [seat, fingerprints, nonce]);
  return sha256(STRING, call, ...sides);
}

/** Each field with its length before it, so that no two lists of fields are the same bytes. */
async function sha256(...fields: (string | Uint8Array)[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes: number[] = [];
  for (const field of fields) {
    const content = typeof field === 'string' ? new TextEncoder().encode(field) : field;
    bytes.push(content.length >> 8, content.length & 0xff, ...content);
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}
