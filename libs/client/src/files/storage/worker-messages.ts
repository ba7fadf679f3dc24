// As the worker and its page write to each other.
import type { FileFailure } from '../file-codes.ts';
import type { FileAnswer, FileRequest } from './file-work.ts';

export interface WorkerRequest {
  readonly number: number;
  readonly request: FileRequest;
}

export type WorkerAnswer =
  { readonly number: number; readonly answer: FileAnswer } | { readonly number: number; readonly failure: FileFailure };

/** What a worker says first: that it runs at all. */
export const RUNS = 'runs';
