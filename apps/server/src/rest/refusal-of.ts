// What a failure means to the caller: Express, its body reader and Nest throw errors of their own.
import { HttpException, NotFoundException } from '@nestjs/common';
import { LIMITS, Refusal } from '@parley/protocol';

/** The refusal that an error is, or `internal` for one that nobody meant. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NotFoundException) {
    return new Refusal('not-found', 'There is no such route. The document at /api/v1/openapi.json names all of them.');
  }
  const status = statusOf(error);
  if (status === 413) {
    return new Refusal('payload-too-large', `A body has at most ${LIMITS.bodyBytes} bytes.`);
  }
  // What Express or its body reader could not make sense of: a broken compression, an unknown encoding.
  if (status >= 400 && status < 500) return badBody('The request could not be read.', error);
  return new Refusal('internal', 'Something went wrong here. It was logged with this request’s id.', { cause: error });
}

/** A body that is wrong as a whole. */
export function badBody(message: string, cause?: unknown): Refusal {
  return new Refusal('invalid-payload', message, { errors: [{ path: '', message }], cause });
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : 500;
}
