// A worker as something that answers: one question at a time, asked by whoever batches.
// It keeps the process alive only while a question is open.
import { Worker } from 'node:worker_threads';
import { StorageError } from '../storage-error.ts';
import type { CloseMessage, OpenMessage, OpenReply } from './messages.ts';

/** Node runs the worker's file itself: TypeScript where it stands, JavaScript where it was built. */
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

export class WorkerLink<Question, Answer> {
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private asked: PromiseWithResolvers<unknown> | undefined;
  private gone: Error | undefined;

  /** @param name the worker's file beside this one, without its extension */
  constructor(name: 'writer.worker' | 'reader.worker' | 'checkpointer.worker') {
    this.worker = new Worker(new URL(`./${name}${EXTENSION}`, import.meta.url), { name: `parley ${name}` });
    this.worker.on('message', (answer: unknown) => {
      const asked = this.asked;
      this.asked = undefined;
      this.worker.unref();
      asked?.resolve(answer);
    });
    this.worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    this.ended = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.fail(new Error(`The ${name} has ended.`));
        resolve();
      });
    });
  }

  /** Opens the file. @throws StorageError */
  async open(message: OpenMessage): Promise<string> {
    const reply = (await this.question(message)) as OpenReply;
    if ('file' in reply) return reply.file;
    await this.close();
    throw new StorageError(reply.stopped);
  }

  /** @throws when the worker is gone */
  ask(question: Question): Promise<Answer> {
    return this.question(question) as Promise<Answer>;
  }

  /** @throws when the worker is gone */
  alive(): void {
    if (this.gone) throw this.gone;
  }

  /** Resolves when the worker has closed what it held. */
  async close(): Promise<void> {
    const message: CloseMessage = 'close';
    this.worker.ref();
    this.worker.postMessage(message);
    await this.ended;
  }

  private question(question: Question | OpenMessage): Promise<unknown> {
    if (this.gone) return Promise.reject(this.gone);
    this.asked = Promise.withResolvers<unknown>();
    this.worker.ref();
    this.worker.postMessage(question);
    return this.asked.promise;
  }

  private fail(error: Error): void {
    this.gone ??= error;
    this.asked?.reject(this.gone);
    this.asked = undefined;
  }
}
