// What the two sides say to each other: 34 bytes each. docs/verification.md has them.

export type VerificationMessage =
  /** The hash of a nonce that is shown when the other side's hash is here. */
  | { type: 'commit'; round: number; commitment: Uint8Array<ArrayBuffer> }
  /** The nonce. */
  | { type: 'reveal'; round: number; nonce: Uint8Array<ArrayBuffer> };

const COMMIT = 1;
const REVEAL = 2;
const BYTES = 34;

/** A round has one byte: nobody needs more, and whoever asks for more is up to something. */
export const LAST_ROUND = 255;

export function encode(message: VerificationMessage): Uint8Array<ArrayBuffer> {
  const [type, content] = message.type === 'commit' ? [COMMIT, message.commitment] : [REVEAL, message.nonce];
  return Uint8Array.of(type, message.round, ...content);
}

/** Null for what is no message of this protocol. */
export function decode(data: unknown): VerificationMessage | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength !== BYTES) {
    return null;
  }
  const [type = 0, round = 0, ...content] = new Uint8Array(data);
  const bytes = Uint8Array.from(content);
  if (round === 0) {
    return null;
  }
  return type === COMMIT
    ? { type: 'commit', round, commitment: bytes }
    : type === REVEAL
      ? { type: 'reveal', round, nonce: bytes }
      : null;
}
