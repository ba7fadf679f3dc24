// What is done to files beside the page's own thread: read, hashed, written. The same code serves in a worker and, where
// a page's policy lets no worker start, in the page.
import { TaskQueue } from '../../task-queue.ts';
import type { FileFailure } from '../file-codes.ts';
import { ContentSource } from './content-source.ts';
import { PrivateFileSink } from './private-file-sink.ts';
import { hasPrivateFiles, removePrivateFile, type PrivatePath } from './private-files.ts';
import { MemorySink, type Sink } from './sink.ts';

/** A request; those of one `file` are done in the order in which they come. */
export type FileRequest =
  /** Whether this browser has a disk for this page. */
  | { do: 'probe'; file: number }
  /** A file to be sent. */
  | { do: 'source'; file: number; content: Blob }
  | { do: 'read'; file: number; position: number; length: number }
  | { do: 'digest'; file: number; position: number }
  /** A file to be received: opened, or asked how far it is. `path` is null for memory. */
  | { do: 'open'; file: number; path: PrivatePath | null; size: number }
  | { do: 'write'; file: number; chunks: Uint8Array<ArrayBuffer>[] }
  | { do: 'finish'; file: number; mediaType: string }
  /** A source is let go, a received file removed. */
  | { do: 'discard'; file: number; path: PrivatePath | null };

/** What comes of it. */
export interface FileAnswer {
  disk?: boolean;
  /** Of a received file: bytes written. */
  position?: number;
  digest?: string;
  bytes?: Uint8Array<ArrayBuffer>;
  /** Of a received file in memory, once it is finished. */
  content?: Blob | null;
}

export class FileWork {
  readonly #sources = new Map<number, ContentSource>();
  readonly #sinks = new Map<number, Sink>();
  readonly #queues = new Map<number, TaskQueue>();

  /** @throws FileFailure by `failureOf` of what it throws */
  carryOut(request: FileRequest): Promise<FileAnswer> {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(request.file) ?? new TaskQueue(() => undefined);
      this.#queues.set(request.file, queue);
      queue.add(() => this.#do(request).then(resolve, reject));
    });
  }

  async #do(request: FileRequest): Promise<FileAnswer> {
    switch (request.do) {
      case 'probe':
        return { disk: PrivateFileSink.supported && (await hasPrivateFiles()) };
      case 'source':
        this.#sources.set(request.file, new ContentSource(request.content));
        return {};
      case 'read':
        return { bytes: await this.#source(request.file).read(request.position, request.length) };
      case 'digest':
        return { digest: await this.#source(request.file).digestUpTo(request.position) };
      case 'open':
        return this.#open(request);
      case 'write': {
        const sink = this.#sink(request.file);
        await sink.write(request.chunks);
        return { position: sink.position };
      }
      case 'finish': {
        const sink = this.#sink(request.file);
        this.#sinks.delete(request.file);
        return { digest: await sink.digest(), content: sink.finish(request.mediaType) };
      }
      case 'discard':
        await this.#discard(request);
        return {};
    }
  }

  async #open({ file, path, size }: FileRequest & { do: 'open' }): Promise<FileAnswer> {
    const sink = this.#sinks.get(file) ?? (path ? await PrivateFileSink.open(path, size) : new MemorySink());
    this.#sinks.set(file, sink);
    return { position: sink.position, digest: await sink.digest() };
  }

  async #discard({ file, path }: FileRequest & { do: 'discard' }): Promise<void> {
    const sink = this.#sinks.get(file);
    this.#sources.delete(file);
    this.#sinks.delete(file);
    this.#queues.delete(file);
    if (sink) {
      await sink.discard();
    } else if (path) {
      await removePrivateFile(path);
    }
  }

  #source(file: number): ContentSource {
    const source = this.#sources.get(file);
    if (!source) throw new Error('This source was let go.');
    return source;
  }

  #sink(file: number): Sink {
    const sink = this.#sinks.get(file);
    if (!sink) throw new Error('This sink was not opened.');
    return sink;
  }
}

/** Which failure an error of a disk is. Errors lose their class between threads, so that this is decided where they arise. */
export function failureOf(error: unknown): FileFailure {
  if (error instanceof DOMException) {
    if (error.name === 'QuotaExceededError') return 'storage-full';
    if (error.name === 'NotReadableError' || error.name === 'NotFoundError') return 'file-unreadable';
  }
  return 'storage-failed';
}
