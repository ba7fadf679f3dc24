// Refuses what a page that is not welcome has a browser send. CORS keeps such a page from reading answers; a form, or a fetch
// of mode `no-cors`, asks for no leave beforehand, and would make calls all the same on a server that only an inner network reaches.
import { Refusal } from '@parley/protocol';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isOwnName } from '../settings/own-name.ts';
import type { Settings } from '../settings/settings.ts';
import { isOwnByItsBrowser, isWelcome } from '../settings/welcome.ts';
import { bearerOf } from './caller.decorator.ts';
import type { ProblemFilter } from './problem.filter.ts';

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Its secret may stand in the body, for `navigator.sendBeacon`: no page can send what it does not know. */
const WITH_A_SECRET_OF_ITS_OWN = /\/timeline$/;

export function refuseForeignPages(settings: Settings, problems: ProblemFilter): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const { method, headers, socket, path } = request;
    const refuse = (words: string): void => problems.answer(new Refusal('forbidden', words), request, response);
    if (!isOwnName(headers.host, settings)) return refuse('This server does not answer to this name: use its address.');
    // A browser sends a bearer for another origin's page only after it asked whether that page may (CORS preflight). What it
    // knows for a proxy in front (RFC 7617) it adds by itself.
    const needsLeave = bearerOf(headers.authorization) !== null || WITH_A_SECRET_OF_ITS_OWN.test(path);
    const encrypted = 'encrypted' in socket && socket.encrypted === true;
    if (CHANGES_NOTHING.has(method) || needsLeave || isOwnByItsBrowser(headers)) return next();
    if (isWelcome({ headers, encrypted }, settings)) return next();
    refuse('Pages of this origin may not use this server. Its operator can allow them with PARLEY_CORS_ORIGINS.');
  };
}
