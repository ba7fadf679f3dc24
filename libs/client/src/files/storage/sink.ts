// Where a file that is being received goes. One that is on the disk can be gone on with after a reload.
import { RunningDigest } from './running-digest.ts';

export interface Sink {
  /** Bytes that it has. */
  readonly position: number;
  /** The digest of those, in hexadecimal. */
  digest(): Promise<string>;
  /** @throws DOMException `QuotaExceededError` when there is no room */
  write(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  /** Nothing more comes. Answers the content where it is in memory; null where it is on the disk. */
  finish(mediaType: string): Blob | null;
  /** Nothing of it is kept. */
  discard(): Promise<void>;
}

/** Pieces of this size become a Blob, which browsers move out of a page's memory when they need to. */
const PIECE = 4 * 1024 * 1024;

/** For browsers, pages and modes that have no disk for a page. */
export class MemorySink implements Sink {
  readonly #digest = new RunningDigest();
  #pieces: Blob[] = [];
  #recent: Uint8Array<ArrayBuffer>[] = [];
  #recentBytes = 0;

  get position(): number {
    return this.#digest.position;
  }

  digest(): Promise<string> {
    return this.#digest.digest();
  }

  async write(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    for (const bytes of chunks) {
      await this.#digest.update(bytes);
      this.#recent.push(bytes);
      this.#recentBytes += bytes.length;
    }
    if (this.#recentBytes >= PIECE) {
      this.#pack();
    }
  }

  finish(mediaType: string): Blob {
    this.#pack();
    return new Blob(this.#pieces, { type: mediaType });
  }

  async discard(): Promise<void> {
    this.#pieces = [];
    this.#recent = [];
  }

  #pack(): void {
    this.#pieces.push(new Blob(this.#recent));
    this.#recent = [];
    this.#recentBytes = 0;
  }
}
