// A SHA-256 that follows content as it streams by: WebCrypto takes all of it at once, and not at all on insecure pages.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export class RunningDigest {
  readonly #hash = sha256.create();
  #position = 0;

  /** How many bytes went into it. */
  get position(): number {
    return this.#position;
  }

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#position += bytes.length;
  }

  /** Of everything so far, in hexadecimal; it goes on afterwards. */
  digest(): string {
    return bytesToHex(this.#hash.clone().digest());
  }
}
