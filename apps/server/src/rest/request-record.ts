// What is kept of a request once it is answered: how long it took, by its route, and a line of the log if it was refused.
// Routes as they are declared: a path names a call, a query may hold anything.
import { Logger } from '@nestjs/common';
import type { ErrorCode } from '@parley/protocol';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Histogram, type Registry } from 'prom-client';
import { logTag } from '../telemetry/log-tag.ts';
import type { Refusals } from '../telemetry/refusals.ts';
import { refusedWith } from './problem.filter.ts';
import { requestIdOf } from './request-id.ts';

/** Seconds; a poll is held for up to 30. */
const BUCKETS = [0.005, 0.01, 0.025, 0.1, 0.5, 1, 2.5, 10, 30];
/** Logged where it failed, with its cause. */
const LOGGED_ELSEWHERE: ReadonlySet<ErrorCode> = new Set(['internal', 'unavailable']);
/** Whoever floods the server shall not flood its log: /metrics counts these. */
const FLOODS: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'not-found', 'invalid-payload', 'payload-too-large']);

export function recordRequests(registry: Registry, refusals: Pick<Refusals, 'count'>): RequestHandler {
  const log = new Logger('Requests');
  const seconds = new Histogram({
    name: 'parley_http_request_seconds',
    help: 'From the head of a request until its answer was written, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });

  return (request: Request, response: Response, next: NextFunction) => {
    const begun = performance.now();
    response.once('close', () => {
      const milliseconds = performance.now() - begun;
      const route = routeOf(request);
      const { method } = request;
      if (route !== null) {
        const status = `${Math.floor(response.statusCode / 100)}xx`;
        seconds.observe({ method, route, status }, milliseconds / 1000);
      }
      const code = refusedWith(response);
      if (code === undefined) return;
      refusals.count('rest', code);
      if (LOGGED_ELSEWHERE.has(code)) return;
      const { callId } = request.params;
      log[FLOODS.has(code) ? 'debug' : 'log']('A request was refused', {
        requestId: requestIdOf(response),
        method,
        route,
        code,
        ...(typeof callId === 'string' && { call: logTag(callId) }),
        ms: Math.round(milliseconds),
      });
    });
    next();
  };
}

/** The route's pattern, or null where there is none: whatever else was asked for has no end of names. */
function routeOf(request: Request): string | null {
  const route: unknown = request.route;
  return typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string'
    ? route.path
    : null;
}
