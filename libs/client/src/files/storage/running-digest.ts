// The digest of content that streams by: the SHA-256 of the SHA-256s of its blocks. WebCrypto takes what it digests all at
// once, but ten times as fast as JavaScript does, which would take more of the processor than the sending itself.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Bytes. The last block of a content may be shorter; one of no bytes has no block. */
export const DIGEST_BLOCK = 1024 * 1024;

export class RunningDigest {
  readonly #blocks = sha256.create();
  /** The block that is not whole yet. */
  readonly #last = new Uint8Array(DIGEST_BLOCK);
  #position = 0;

  /** How many bytes went into it. */
  get position(): number {
    return this.#position;
  }

  /** The next bytes. Resolves when they are in it, and only then may more follow: so it never holds more than a block. */
  async update(bytes: Uint8Array): Promise<void> {
    for (let taken = 0; taken < bytes.length;) {
      const filled = this.#position % DIGEST_BLOCK;
      const part = bytes.subarray(taken, taken + DIGEST_BLOCK - filled);
      this.#last.set(part, filled);
      taken += part.length;
      this.#position += part.length;
      if (filled + part.length === DIGEST_BLOCK) {
        this.#blocks.update(await digestOf(this.#last));
      }
    }
  }

  /** Of everything so far, in hexadecimal; it goes on afterwards. */
  async digest(): Promise<string> {
    const whole = this.#blocks.clone();
    const filled = this.#position % DIGEST_BLOCK;
    if (filled > 0) {
      whole.update(await digestOf(this.#last.subarray(0, filled)));
    }
    return bytesToHex(whole.digest());
  }
}

async function digestOf(block: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  // Insecure pages have none.
  const { subtle } = crypto as Partial<Crypto>;
  return subtle ? new Uint8Array(await subtle.digest('SHA-256', block)) : sha256(block);
}
