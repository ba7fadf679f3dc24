// Who asks, and from where: what handlers are told of a request beside its body.
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ReceivedRequest } from '../settings/public-base.ts';

/** What was sent as `Authorization: Bearer …` (RFC 6750), else null. Another scheme is a proxy's own business. */
export function bearerOf(authorization: string | undefined): string | null {
  const match = /^bearer(?:\s+(.*))?$/i.exec(authorization ?? '');
  return match ? (match[1] ?? '') : null;
}

export const Bearer = createParamDecorator((_: unknown, context: ExecutionContext): string | null =>
  bearerOf(context.switchToHttp().getRequest<Request>().headers.authorization),
);

const limited = new WeakMap<object, string>();

/** From now on the request is one of this address, for whoever has more budgets to ask. */
export function noteAddress(request: Request, address: string): void {
  limited.set(request, address);
}

/** The address whose budgets the request is on; null where there are none, as for an API key. */
export const LimitedAddress = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | null =>
    limited.get(context.switchToHttp().getRequest<Request>()) ?? null,
);

/** What the base of links depends on, see `publicBase`. */
export const Received = createParamDecorator((_: unknown, context: ExecutionContext): ReceivedRequest => {
  const { headers, socket } = context.switchToHttp().getRequest<Request>();
  return { headers, encrypted: 'encrypted' in socket && socket.encrypted === true };
});

/** Aborted when the connection closes before it was answered. */
export const Disconnected = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<Response>();
  const closed = new AbortController();
  if (response.closed) closed.abort();
  else response.once('close', () => closed.abort());
  return closed.signal;
});
