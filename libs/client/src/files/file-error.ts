// A transfer's failure as the library's one error class.
import { CallError } from '../call-error.ts';
import { FILE_FAILURES, type FileFailure } from './file-codes.ts';

export function fileError(code: FileFailure, cause?: unknown): CallError {
  return new CallError(code, FILE_FAILURES[code], { cause });
}
