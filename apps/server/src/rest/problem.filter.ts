// The edge where errors become answers of the REST doors. A failure that nobody meant is logged with the request's id.
import { Catch, Logger, ServiceUnavailableException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ERROR_STATUS, type ErrorCode, type Refusal } from '@parley/protocol';
import type { Request, Response } from 'express';
import { PROBLEM_MEDIA_TYPE, problemOf } from './problem.ts';
import { refusalOf } from './refusal-of.ts';
import { requestIdOf } from './request-id.ts';

const codes = new WeakMap<Response, ErrorCode>();

/** The code of the refusal that this answer is; undefined for any other answer. */
export function refusedWith(response: Response): ErrorCode | undefined {
  return codes.get(response);
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(error: unknown, { method }: Request, response: Response): void {
    if (isHealthReport(error)) {
      response.status(error.getStatus()).json(error.getResponse());
      return;
    }
    const refusal = refusalOf(error);
    const requestId = requestIdOf(response);
    this.note(refusal, requestId, method);
    codes.set(response, refusal.code);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // RFC 6750, section 3: a 401 names the scheme that would be accepted.
    if (refusal.code === 'unauthorized') response.setHeader('WWW-Authenticate', 'Bearer');
    if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', String(Math.ceil(refusal.retryAfter)));
    response
      .status(ERROR_STATUS[refusal.code])
      .setHeader('Content-Type', PROBLEM_MEDIA_TYPE)
      .send(Buffer.from(JSON.stringify(problemOf(refusal, requestId))));
  }

  /** Paths and bodies stay out of the log: they name calls and hold addresses. */
  private note({ code, cause }: Refusal, requestId: string, method: string): void {
    if (code === 'internal') this.log.error('A request failed', { requestId, method }, cause);
    if (code === 'unavailable') this.log.warn('A request found the database away', { requestId, method }, cause);
  }
}

/** Terminus says what is missing in an answer of its own. */
function isHealthReport(error: unknown): error is ServiceUnavailableException {
  return error instanceof ServiceUnavailableException;
}
