// Makes every path one that Express can decode: an id of any shape is looked up, and then names nothing.
import type { NextFunction, Request, Response } from 'express';

/** A percent sign that decodes to nothing stands for itself, as if it had been written `%25`. */
export function makePathReadable(request: Request, _response: Response, next: NextFunction): void {
  const end = request.url.indexOf('?');
  const path = end < 0 ? request.url : request.url.slice(0, end);
  if (path.includes('%')) {
    request.url = path.split('/').map(readable).join('/') + (end < 0 ? '' : request.url.slice(end));
  }
  next();
}

function readable(segment: string): string {
  try {
    decodeURIComponent(segment);
    return segment;
  } catch {
    return segment.replaceAll('%', '%25');
  }
}
