// The page's side of the worker that reads, hashes and writes: one for all transfers, started when the first needs it.
import type { CallError } from '../../call-error.ts';
import { fileError } from '../file-error.ts';
import { failureOf, FileWork, type FileAnswer, type FileRequest } from './file-work.ts';
import { startWorker } from './start-worker.ts';
import { RUNS, type WorkerAnswer, type WorkerRequest } from './worker-messages.ts';

/** Does what is done to files. A port: transfers know no worker. */
export interface FileLabour {
  /** @throws CallError with a FileFailure as its code */
  carryOut(request: FileRequest): Promise<FileAnswer>;
  close(): void;
}

interface Waiting {
  resolve(answer: FileAnswer): void;
  reject(error: CallError): void;
}

export class FileWorker implements FileLabour {
  readonly #waiting = new Map<number, Waiting>();
  #numbers = 0;
  #worker: Promise<Worker | null> | null = null;
  #ending: Promise<Worker | null> | null = null;
  /** Where no worker may start: a page's policy (`worker-src`) can forbid it. */
  readonly #work = new FileWork();

  async carryOut(request: FileRequest): Promise<FileAnswer> {
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    if (!worker) {
      return this.#work.carryOut(request).catch((error: unknown) => {
        throw fileError(failureOf(error), error);
      });
    }
    return new Promise((resolve, reject) => {
      const number = (this.#numbers += 1);
      this.#waiting.set(number, { resolve, reject });
      const message: WorkerRequest = { number, request };
      worker.postMessage(message, request.do === 'write' ? request.chunks.map(({ buffer }) => buffer) : []);
    });
  }

  /** Ends the worker as soon as it has done what it was asked to. What is asked later is done in the page. */
  close(): void {
    this.#ending ??= this.#worker ?? Promise.resolve(null);
    this.#worker = Promise.resolve(null);
    this.#endIfIdle();
  }

  #endIfIdle(): void {
    if (this.#ending && this.#waiting.size === 0) {
      void this.#ending.then((worker) => this.#waiting.size === 0 && worker?.terminate());
    }
  }

  #start(): Promise<Worker | null> {
    return new Promise((resolve) => {
      let worker: Worker;
      try {
        worker = startWorker();
      } catch {
        resolve(null);
        return;
      }
      worker.addEventListener('error', () => resolve(null));
      worker.addEventListener('message', ({ data }: MessageEvent<typeof RUNS | WorkerAnswer>) => {
        if (data === RUNS) {
          resolve(worker);
        } else {
          this.#settle(data);
        }
      });
    });
  }

  #settle(message: WorkerAnswer): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if ('failure' in message) {
      waiting?.reject(fileError(message.failure));
    } else {
      waiting?.resolve(message.answer);
    }
    this.#endIfIdle();
  }
}
