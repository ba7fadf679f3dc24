// A file that is being sent: read piece by piece, with the digest of all of it made from what is read anyway.
import { DIGEST_BLOCK, RunningDigest } from './running-digest.ts';

export class ContentSource {
  readonly #file: Blob;
  #digest = new RunningDigest();

  constructor(file: Blob) {
    this.#file = file;
  }

  /** @throws DOMException `NotReadableError` when the file is gone or was changed */
  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(await this.#file.slice(position, position + length).arrayBuffer());
    // One file may go to several at their own pace: whoever is ahead makes the digest of all.
    if (position === this.#digest.position) {
      await this.#digest.update(bytes);
    }
    return bytes;
  }

  /** The digest of the bytes before `position`. Reads those that were not read yet. */
  async digestUpTo(position: number): Promise<string> {
    if (this.#digest.position > position) {
      this.#digest = new RunningDigest();
    }
    while (this.#digest.position < position) {
      const from = this.#digest.position;
      const read = await this.read(from, Math.min(DIGEST_BLOCK, position - from));
      if (read.length === 0) {
        throw new DOMException('The file is shorter than it was.', 'NotReadableError');
      }
    }
    return this.#digest.digest();
  }
}
