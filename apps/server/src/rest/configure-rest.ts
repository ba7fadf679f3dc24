// Sets up the REST doors of an application: what every request passes on its way in and every answer on its way out.
import { NotFoundException, RequestMethod } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LIMITS } from '@parley/protocol';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { IncomingMessage, Server } from 'node:http';
import { Registry } from 'prom-client';
import type { Settings } from '../settings/settings.ts';
import { Refusals } from '../telemetry/refusals.ts';
import { serveApiDocument } from './api-document.ts';
import { API_PREFIX } from './api-prefix.ts';
import { refuseForeignPages } from './foreign-pages.ts';
import { ProblemFilter } from './problem.filter.ts';
import { limitPatience } from './patience.ts';
import { makePathReadable } from './readable-path.ts';
import { giveRequestId } from './request-id.ts';
import { recordRequests } from './request-record.ts';

const METHODS_WITH_BODY = new Set(['POST', 'PATCH']);
const OUTSIDE_THE_PREFIX = ['health/live', 'health/ready', 'metrics'];
/** What a page of another origin may read beside the body. */
const EXPOSED_HEADERS = ['ETag', 'Location', 'Retry-After', 'X-Request-Id'];
const PREFLIGHT_SECONDS = 600;

/** The application must have been made with `bodyParser: false`: bodies are read here. */
export function configureRest(app: NestExpressApplication, settings: Settings): void {
  // The only entity tags are versions of calls.
  app.set('etag', false);
  app.disable('x-powered-by');
  limitPatience(app.getHttpServer());
  app.use(
    giveRequestId,
    recordRequests(app.get(Registry), app.get(Refusals)),
    makePathReadable,
    closeWhenStopping(app),
  );
  app.use(`/${API_PREFIX}`, keepUncached);
  allowOrigins(app, settings);
  const problems = new ProblemFilter();
  app.use(`/${API_PREFIX}`, refuseForeignPages(settings, problems));
  app.useBodyParser('raw', {
    type: ({ method = '' }: IncomingMessage) => METHODS_WITH_BODY.has(method),
    limit: LIMITS.bodyBytes,
  });
  app.useGlobalFilters(problems);
  app.setGlobalPrefix(API_PREFIX, {
    exclude: OUTSIDE_THE_PREFIX.map((path) => ({ path, method: RequestMethod.GET })),
  });
  serveApiDocument(app);
}

/** Nest answers for what is unknown below the prefix; this does for every other path. To be called once all others are known. */
export function refuseUnknownPaths(app: NestExpressApplication): void {
  const problems = new ProblemFilter();
  app.use((request: Request, response: Response) => problems.answer(new NotFoundException(), request, response));
}

/** A connection that is busy when its server is asked to close stays open for its next request, and holds up the stop. */
function closeWhenStopping(app: NestExpressApplication): RequestHandler {
  const server: Server = app.getHttpServer();
  return (request, response, next) => {
    response.once('finish', () => {
      if (!server.listening) request.socket.end();
    });
    next();
  };
}

/** Answers bear secrets and addresses: they are for their receiver alone. */
function keepUncached(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

function allowOrigins(app: NestExpressApplication, { corsOrigins }: Settings): void {
  if (corsOrigins.length === 0) return;
  app.enableCors({
    origin: corsOrigins === '*' ? '*' : [...corsOrigins],
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  });
}
