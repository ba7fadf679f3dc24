// The worker that reads, hashes and writes: FileWork behind messages.
import { failureOf, FileWork } from './file-work.ts';
import { RUNS, type WorkerAnswer, type WorkerRequest } from './worker-messages.ts';

const work = new FileWork();

self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => void answer(data));
self.postMessage(RUNS);

async function answer({ number, request }: WorkerRequest): Promise<void> {
  try {
    const answer = await work.carryOut(request);
    const message: WorkerAnswer = { number, answer };
    self.postMessage(message, { transfer: answer.bytes ? [answer.bytes.buffer] : [] });
  } catch (error) {
    const message: WorkerAnswer = { number, failure: failureOf(error) };
    self.postMessage(message);
  }
}
