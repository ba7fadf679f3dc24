// The content of one file for all to whom it is offered together: read by the worker, let go with the last of them.
import { fileError } from './file-error.ts';
import type { FileLabour } from './storage/file-worker.ts';

export class OfferedContent {
  readonly #labour: FileLabour;
  readonly #file: number;
  readonly #users = new Set<object>();

  /** @param number its own, by which the worker knows it */
  constructor(labour: FileLabour, number: number, content: Blob) {
    this.#labour = labour;
    this.#file = number;
    // What goes wrong here goes wrong again, and heard, when it is read.
    labour.carryOut({ do: 'source', file: number, content }).catch(() => undefined);
  }

  /** Someone more sends it. */
  use(user: object): this {
    this.#users.add(user);
    return this;
  }

  /** Someone sends it no longer. */
  release(user: object): void {
    if (this.#users.delete(user) && this.#users.size === 0) {
      this.#labour.carryOut({ do: 'discard', file: this.#file, path: null }).catch(() => undefined);
    }
  }

  /** @throws CallError `file-unreadable`, `file-changed` */
  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length === 0) {
      return new Uint8Array();
    }
    const { bytes } = await this.#labour.carryOut({ do: 'read', file: this.#file, position, length });
    if (bytes?.length !== length) {
      throw fileError('file-changed');
    }
    return bytes;
  }

  /** The digest of the bytes before `position`, in hexadecimal. @throws CallError `file-unreadable` */
  async digest(position: number): Promise<string> {
    const { digest } = await this.#labour.carryOut({ do: 'digest', file: this.#file, position });
    return digest ?? '';
  }
}
