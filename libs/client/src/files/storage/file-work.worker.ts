// The worker that reads, hashes and writes: FileWork behind messages.
import { failureOf, FileWork } from './file-work.ts';
import type { WorkerAnswer, WorkerRequest } from './file-worker.ts';

const work = new FileWork();

/** The compiler's types for a page have no worker's `self`. */
const scope: Pick<Worker, 'postMessage' | 'addEventListener'> = self;

scope.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => void answer(data));
scope.postMessage('runs');

async function answer({ number, request }: WorkerRequest): Promise<void> {
  try {
    const answer = await work.carryOut(request);
    const message: WorkerAnswer = { number, answer };
    scope.postMessage(message, answer.bytes ? [answer.bytes.buffer] : []);
  } catch (error) {
    const message: WorkerAnswer = { number, failure: failureOf(error) };
    scope.postMessage(message);
  }
}
