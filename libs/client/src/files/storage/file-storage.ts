// Where received files are kept, and how much: on the page's own disk where the browser has one for it, else in memory.
import type { FileLabour } from './file-worker.ts';
import { readPrivateFile, type PrivatePath } from './private-files.ts';

/** How large a file may be that this browser receives. */
export interface FileLimit {
  /** Bytes. */
  readonly bytes: number;
  /** `disk`: written as it comes. `memory`: kept in the page until it is saved, and gone when the page is. */
  readonly storage: 'disk' | 'memory';
}

/** Bytes of a file that is kept in memory: phones end pages that take much more. */
export const MEMORY_LIMIT = 256 * 1024 * 1024;

/** One file that is being received. */
export interface ReceivingPlace {
  open(): Promise<{ position: number; digest: string }>;
  write(chunks: Uint8Array<ArrayBuffer>[]): Promise<number>;
  finish(): Promise<{ digest: string; content: Blob }>;
  /** What is there of it. */
  read(): Promise<Blob>;
  discard(): Promise<void>;
}

/** What is to be received. */
export interface ReceivedDescription {
  readonly id: string;
  readonly participantId: string;
  readonly size: number;
  readonly mediaType: string;
}

export class FileStorage {
  readonly #labour: FileLabour;
  readonly #folder: string;
  readonly #nextNumber: () => number;
  #disk: Promise<boolean> | null = null;

  /** @param folder the seat's own */
  constructor(labour: FileLabour, folder: string, nextNumber: () => number) {
    this.#labour = labour;
    this.#folder = folder;
    this.#nextNumber = nextNumber;
  }

  async limit(): Promise<FileLimit> {
    if (!(await this.#hasDisk())) {
      return { bytes: MEMORY_LIMIT, storage: 'memory' };
    }
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    return { bytes: Math.max(0, quota - usage), storage: 'disk' };
  }

  async receive({ id, participantId, size, mediaType }: ReceivedDescription): Promise<ReceivingPlace> {
    const path = (await this.#hasDisk()) ? { folder: this.#folder, name: `${participantId}.${id}` } : null;
    return new Place(this.#labour, this.#nextNumber(), path, size, mediaType);
  }

  #hasDisk(): Promise<boolean> {
    this.#disk ??= this.#labour.carryOut({ do: 'probe', file: 0 }).then(({ disk = false }) => disk);
    return this.#disk;
  }
}

class Place implements ReceivingPlace {
  readonly #labour: FileLabour;
  readonly #file: number;
  readonly #path: PrivatePath | null;
  readonly #size: number;
  readonly #mediaType: string;

  constructor(labour: FileLabour, file: number, path: PrivatePath | null, size: number, mediaType: string) {
    this.#labour = labour;
    this.#file = file;
    this.#path = path;
    this.#size = size;
    this.#mediaType = mediaType;
  }

  async open(): Promise<{ position: number; digest: string }> {
    const answer = await this.#labour.carryOut({ do: 'open', file: this.#file, path: this.#path, size: this.#size });
    return { position: answer.position ?? 0, digest: answer.digest ?? '' };
  }

  async write(chunks: Uint8Array<ArrayBuffer>[]): Promise<number> {
    const { position = 0 } = await this.#labour.carryOut({ do: 'write', file: this.#file, chunks });
    return position;
  }

  async finish(): Promise<{ digest: string; content: Blob }> {
    const request = { do: 'finish', file: this.#file, mediaType: this.#mediaType } as const;
    const { digest = '', content } = await this.#labour.carryOut(request);
    return { digest, content: content ?? (await this.read()) };
  }

  async read(): Promise<Blob> {
    return this.#path ? readPrivateFile(this.#path) : new Blob();
  }

  async discard(): Promise<void> {
    await this.#labour.carryOut({ do: 'discard', file: this.#file, path: this.#path });
  }
}
