// The content of a file that is being received, and what is done with it when it is there.
import { safeFileName } from './file-name.ts';
import type { FileDescription } from './file-messages.ts';
import { GatheredWrites } from './gathered-writes.ts';
import type { FileStorage, ReceivingPlace } from './storage/file-storage.ts';

/** Pictures that browsers draw and that carry no script. A page's own origin must not lend itself to what others send. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
const BYTES = 'application/octet-stream';

interface Description extends FileDescription {
  readonly id: string;
  readonly participantId: string;
}

export class ReceivedFile {
  readonly #file: Description;
  readonly #storage: FileStorage;
  readonly #writes: GatheredWrites;
  #place: Promise<ReceivingPlace> | null = null;
  /** Whether there may be something of it on the disk. */
  #begun: boolean;
  #content: Blob | null = null;
  #url: string | null = null;

  /**
   * @param begun whether a page before this one received some of it
   * @param handleWriting told of every write: how many bytes are written by then; rejects with a CallError
   */
  constructor(
    file: Description,
    storage: FileStorage,
    begun: boolean,
    handleWriting: (written: Promise<number>) => void,
  ) {
    this.#file = file;
    this.#storage = storage;
    this.#begun = begun;
    this.#writes = new GatheredWrites((chunks) => handleWriting(this.#opened().then((place) => place.write(chunks))));
  }

  get content(): Blob | null {
    return this.#content;
  }

  get url(): string | null {
    if (this.#content && !this.#url) {
      const { mediaType } = this.#file;
      // By reference: nothing is copied.
      this.#url = URL.createObjectURL(this.#content.slice(0, this.#content.size, drawnOr(BYTES, mediaType)));
    }
    return this.#url;
  }

  /** Opens it, or asks how far it is, once all that was given is written. @throws CallError */
  async open(): Promise<{ position: number; digest: string | null }> {
    this.#begun = true;
    this.#writes.flush();
    const { position, digest } = await (await this.#opened()).open();
    return { position, digest: position > 0 ? digest : null };
  }

  /** Writes it, with what else comes soon. */
  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#writes.add(bytes);
  }

  /** @returns the digest of what is there @throws CallError */
  async finish(): Promise<string> {
    this.#writes.flush();
    const { digest, content } = await (await this.#opened()).finish();
    this.#content = content;
    return digest;
  }

  /** Finds again what was complete before a reload. @throws DOMException when it is gone */
  async restore(): Promise<void> {
    this.#content = await (await this.#opened()).read();
  }

  /** By a link that is pressed: a page may not write where downloads go in another way. */
  save(): void {
    const link = document.createElement('a');
    link.href = this.url ?? '';
    link.download = safeFileName(this.#file.name);
    link.click();
  }

  discard(): void {
    this.#writes.drop();
    if (this.#url) {
      URL.revokeObjectURL(this.#url);
      this.#url = null;
    }
    this.#content = null;
    if (this.#begun) {
      this.#begun = false;
      // What cannot be removed now is swept up later.
      void this.#opened()
        .then((place) => place.discard())
        .catch(() => undefined);
    }
  }

  #opened(): Promise<ReceivingPlace> {
    this.#place ??= this.#storage.receive(this.#file);
    return this.#place;
  }
}

function drawnOr(otherwise: string, mediaType: string): string {
  return DRAWN.has(mediaType) ? mediaType : otherwise;
}
