// The server's REST door as the checks knock at it: not only whether it answers, but what else came instead.
import type { CreatedCall, ErrorCode, IceServers, Joined, ProblemDetails } from '@parley/protocol';
import type { CheckBrowser } from './check-browser.ts';
import { CHECK_TIMES } from './check-times.ts';
import { within } from './within.ts';

/** What came of a request. */
export type Reply<Body> =
  | { readonly is: 'answer'; readonly body: Body; readonly milliseconds: number }
  /** A Parley server said no. */
  | { readonly is: 'refusal'; readonly code: ErrorCode; readonly retryAfter: number | null }
  /** Something answered, but not in a Parley server's words. */
  | { readonly is: 'stranger' }
  /** No connection, or none that browsers let a page of this origin have. */
  | { readonly is: 'unreachable' }
  /** Nothing came in time. */
  | { readonly is: 'silence' };

interface Request {
  method?: 'POST' | 'DELETE';
  secret?: string;
  body?: object;
}

export class ServerDoor {
  readonly #browser: CheckBrowser;
  readonly #base: string;
  readonly #signal: AbortSignal;

  /**
   * @param url the server's origin
   * @param signal ends every request but those that clean up
   */
  constructor(browser: CheckBrowser, url: string, signal: AbortSignal) {
    this.#browser = browser;
    this.#base = `${url}/api/v1`;
    this.#signal = signal;
  }

  /** The one request that every server answers to everyone. It touches nothing. */
  knock(): Promise<Reply<IceServers>> {
    return this.#request('/ice-servers', {}, this.#signal);
  }

  /**
   * TURN credentials, which only a seat is given: that of a call made for this alone, which stands in no list and is erased,
   * with its seat, before this answers. The credentials serve on until they expire.
   */
  async borrowIceServers(): Promise<Reply<IceServers>> {
    // Not aborted half-way: a call whose answer was not waited for could not be erased.
    const unhurried = new AbortController().signal;
    this.#signal.throwIfAborted();
    const call = { name: 'Connection check', listed: false, maxParticipants: 2 };
    const created: Reply<CreatedCall> = await this.#request('/calls', { method: 'POST', body: call }, unhurried);
    if (created.is !== 'answer') {
      return created;
    }
    const { id, ownerSecret } = created.body;
    const path = `/calls/${encodeURIComponent(id)}`;
    try {
      const joining = { method: 'POST', body: {} } as const;
      const joined: Reply<Joined> = await this.#request(`${path}/participants`, joining, unhurried);
      return joined;
    } finally {
      await this.#request(path, { method: 'DELETE', secret: ownerSecret }, unhurried);
    }
  }

  async #request<Body>(path: string, request: Request, signal: AbortSignal): Promise<Reply<Body>> {
    const began = performance.now();
    const reply = await within<Reply<Body>>(CHECK_TIMES.server, signal, (settle, fail) => {
      const waiting = new AbortController();
      this.#fetch(path, request, waiting.signal)
        .then(
          (response) => readReply<Body>(response, began),
          (): Reply<Body> => ({ is: 'unreachable' }),
        )
        .then(settle, fail);
      return () => waiting.abort();
    });
    return reply ?? { is: 'silence' };
  }

  #fetch(path: string, { method, secret, body }: Request, signal: AbortSignal): Promise<Response> {
    return this.#browser.fetch(`${this.#base}${path}`, {
      method: method ?? 'GET',
      headers: {
        ...(secret && { Authorization: `Bearer ${secret}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      cache: 'no-store',
      // Sent even if the page goes away meanwhile.
      keepalive: true,
      signal,
    });
  }
}

async function readReply<Body>(response: Response, began: number): Promise<Reply<Body>> {
  if (response.status === 204) {
    return { is: 'stranger' };
  }
  const body: (Body & Partial<ProblemDetails>) | null = await response.json().catch(() => null);
  if (response.ok && body !== null && typeof body === 'object') {
    return { is: 'answer', body, milliseconds: performance.now() - began };
  }
  return body?.code ? { is: 'refusal', code: body.code, retryAfter: body.retryAfter ?? null } : { is: 'stranger' };
}
