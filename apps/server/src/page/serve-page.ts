// Serves what was built for browsers: the page, each call's page, the element's playground, and the library as scripts.
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { Request, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { API_PREFIX } from '../rest/api-prefix.ts';
import type { Settings } from '../settings/settings.ts';
import { securityHeaders } from './security-headers.ts';

const YEAR_SECONDS = 365 * 24 * 3600;
/** How long a browser may use a script of the library without asking whether there is a newer one. */
const SCRIPT_SECONDS = 300;

export interface PageFolders {
  /** What Vite built of apps/web. */
  web: string;
  /** What Vite built of libs/client. */
  client: string;
  /** What Vite built of apps/element. */
  element: string;
}

/** To be called before the REST doors are set up, so that every answer has its headers. */
export function servePage(app: NestExpressApplication, settings: Settings, folders: PageFolders): void {
  app.use(securityHeaders(settings));
  // What was built for browsers alone: an answer of the REST doors may mix secrets with what a caller chose (BREACH).
  app.use(compression({ filter: (request, response) => !isRest(request) && compression.filter(request, response) }));
  const express = app.getHttpAdapter().getInstance();
  const sendPage = (_request: Request, response: Response): void => {
    // A call's address is a secret among its people: no cache between, no copy in a search engine.
    response.set({ 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' });
    response.sendFile(join(folders.web, 'index.html'));
  };
  express.get('/', sendPage);
  express.get('/check', sendPage);
  express.get('/c/:id', sendPage);
  express.get('/c/:id/timeline', sendPage);
  express.get('/docs/embed', (_request: Request, response: Response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(folders.web, 'embed.html'));
  });
  express.get('/page-settings.json', (_request: Request, response: Response) => {
    response.set('Cache-Control', 'no-store').json(pageSettings(settings));
  });
  // parley.js, its parts and the element below /parley: made to be loaded by pages of other origins. Modules are asked for
  // with CORS, classic scripts without; neither answer bears anything of anybody's.
  for (const folder of [folders.client, folders.element]) {
    app.useStaticAssets(folder, {
      index: false,
      redirect: false,
      maxAge: SCRIPT_SECONDS * 1000,
      setHeaders: (response: Response) =>
        response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }),
    });
  }
  // Vite puts a hash of the content into the names below /assets.
  app.useStaticAssets(join(folders.web, 'assets'), { prefix: '/assets', immutable: true, maxAge: YEAR_SECONDS * 1000 });
  app.useStaticAssets(folders.web, { index: false, maxAge: 0 });
}

function isRest({ url = '' }: IncomingMessage): boolean {
  return url.startsWith(`/${API_PREFIX}`);
}

/** What the page needs to know of the server before any call. */
function pageSettings(settings: Settings): { httpsUrl: string | null; lan: boolean; closed: boolean } {
  const httpsUrl = settings.publicUrl?.startsWith('https:') ? settings.publicUrl : null;
  return { httpsUrl, lan: settings.lan, closed: settings.access === 'token' };
}
