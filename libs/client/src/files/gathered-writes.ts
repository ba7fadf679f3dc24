// Chunks on their way to the disk, several to one write: each is a message to the worker and, in a private window, another
// to the browser's own process and back, which costs more than a chunk's bytes do.

/** Bytes that are worth a write. */
const ENOUGH = 512 * 1024;
/** Milliseconds that a chunk waits for more. */
const LONGEST = 50;

export class GatheredWrites {
  readonly #write: (chunks: Uint8Array<ArrayBuffer>[]) => void;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(write: (chunks: Uint8Array<ArrayBuffer>[]) => void) {
    this.#write = write;
  }

  add(chunk: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= ENOUGH) {
      this.flush();
    } else {
      this.#timer ??= setTimeout(() => this.flush(), LONGEST);
    }
  }

  /** Writes what there is. */
  flush(): void {
    const chunks = this.drop();
    if (chunks.length > 0) {
      this.#write(chunks);
    }
  }

  /** Forgets what there is. */
  drop(): Uint8Array<ArrayBuffer>[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#bytes = 0;
    return this.#chunks.splice(0);
  }
}
