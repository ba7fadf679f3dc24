// What a person pasted into "Paste a link", and which screen an address names. Pure.

export type Route = { at: 'start' | 'check' } | { at: 'call' | 'timeline'; callId: string };

/** A link to a call: of this server, with its join token if it has one, or of another address that the browser must go to. */
export type PastedLink = { callId: string; token: string | null } | { elsewhere: string };

const CHECK_PATH = /^\/check\/?$/;
const CALL_PATH = /^\/c\/([^/]+)(\/timeline)?\/?$/;
const BARE_ID = /^[\w-]{16,}$/;

/**
 * The screen's address: `/c/{id}` is a call, `/c/{id}/timeline` what happened in it, `/check` the connection check,
 * everything else the start.
 */
export function routeOf(pathname: string): Route {
  if (CHECK_PATH.test(pathname)) return { at: 'check' };
  const [, callId, timeline] = CALL_PATH.exec(pathname) ?? [];
  return callId === undefined ? { at: 'start' } : { at: timeline ? 'timeline' : 'call', callId: decoded(callId) };
}

/** The other way round. */
export function pathOf(route: Route): string {
  switch (route.at) {
    case 'call':
      return `/c/${encodeURIComponent(route.callId)}`;
    case 'timeline':
      return `/c/${encodeURIComponent(route.callId)}/timeline`;
    case 'check':
      return '/check';
    case 'start':
      return '/';
  }
}

/** Reads a pasted link or bare id; null when it is neither. `origin` is this page's own. */
export function pastedLink(text: string, origin: string): PastedLink | null {
  const trimmed = text.trim();
  if (BARE_ID.test(trimmed)) return { callId: trimmed, token: null };
  const address = /^[\w.-]+(:\d+)?\/c\//.test(trimmed) ? `${new URL(origin).protocol}//${trimmed}` : trimmed;
  if (!URL.canParse(address, origin)) return null;
  const url = new URL(address, origin);
  const route = routeOf(url.pathname);
  if (!url.protocol.startsWith('http') || route.at !== 'call') return null;
  return url.origin === origin ? { callId: route.callId, token: tokenIn(url.hash) } : { elsewhere: url.href };
}

/** The join token behind a personal link's `#`. */
export function tokenIn(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('token');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
