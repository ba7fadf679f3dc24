// Every request has an id, which its answer names and the log repeats.
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'X-Request-Id';

export function giveRequestId(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader(HEADER, randomUUID());
  next();
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader(HEADER) ?? '');
}
