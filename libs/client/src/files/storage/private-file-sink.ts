// A file on the page's own disk, written in place: what is there survives a reload, and is gone on with. Runs in a worker,
// the only place where browsers have access handles.
import { openFolder, removePrivateFile, type PrivatePath } from './private-files.ts';
import { DIGEST_BLOCK, RunningDigest } from './running-digest.ts';
import type { Sink } from './sink.ts';

/** As the specification has it; the compiler's DOM types leave out what only workers have. */
interface SyncAccessHandle {
  getSize(): number;
  read(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface WritableFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
}

/** A page that was reloaded holds its files for a moment longer, and nothing tells when it lets go. */
const ATTEMPTS = 40;
const PAUSE = 100;

export class PrivateFileSink implements Sink {
  readonly #path: PrivatePath;
  readonly #handle: SyncAccessHandle;
  readonly #digest: RunningDigest;

  private constructor(path: PrivatePath, handle: SyncAccessHandle, digest: RunningDigest) {
    this.#path = path;
    this.#handle = handle;
    this.#digest = digest;
  }

  /**
   * Opens it, and reads what is there already.
   *
   * @param size what it is to have in the end, in bytes: more than that is not kept
   */
  static async open(path: PrivatePath, size: number): Promise<PrivateFileSink> {
    const folder = await openFolder(path.folder, true);
    const handle = await openHandle(await folder.getFileHandle(path.name, { create: true }));
    if (handle.getSize() > size) {
      handle.truncate(0);
    }
    return new PrivateFileSink(path, handle, await digestOf(handle));
  }

  /** Whether this browser, page and thread can. */
  static get supported(): boolean {
    return typeof FileSystemFileHandle === 'function' && 'createSyncAccessHandle' in FileSystemFileHandle.prototype;
  }

  get position(): number {
    return this.#digest.position;
  }

  digest(): Promise<string> {
    return this.#digest.digest();
  }

  async write(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    const bytes = joined(chunks);
    // Chromium's private windows answer a number far too large when there is no more room, and throw nothing.
    if (this.#handle.write(bytes, { at: this.position }) !== bytes.length) {
      throw new DOMException('The disk took less than it was given.', 'QuotaExceededError');
    }
    await this.#digest.update(bytes);
  }

  finish(): null {
    this.#handle.flush();
    const size = this.#handle.getSize();
    this.#handle.close();
    if (size !== this.position) {
      throw new DOMException('The disk has less than it was given.', 'QuotaExceededError');
    }
    return null;
  }

  async discard(): Promise<void> {
    this.#handle.close();
    await removePrivateFile(this.#path);
  }
}

async function digestOf(handle: SyncAccessHandle): Promise<RunningDigest> {
  const digest = new RunningDigest();
  const size = handle.getSize();
  const block = new Uint8Array(DIGEST_BLOCK);
  while (digest.position < size) {
    const read = handle.read(block, { at: digest.position });
    if (read === 0) {
      break;
    }
    await digest.update(block.subarray(0, read));
  }
  return digest;
}

function joined(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}

async function openHandle(file: FileSystemFileHandle): Promise<SyncAccessHandle> {
  if (!isWritable(file)) {
    throw new DOMException('This thread has no access handles.', 'NotSupportedError');
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      const held = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!held || attempt === ATTEMPTS) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

function isWritable(file: FileSystemFileHandle): file is WritableFileHandle {
  return 'createSyncAccessHandle' in file;
}
