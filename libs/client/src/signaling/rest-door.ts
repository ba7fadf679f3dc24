// The few REST requests of a browser: what a socket cannot do, or cannot do any more.
import type { Call, CreatedCall, Metadata, ProblemDetails } from '@parley/protocol';
import { CallError } from '../call-error.ts';

export interface NewCall {
  name?: string | null | undefined;
  maxParticipants?: number | undefined;
  metadata?: Metadata | undefined;
  listed?: boolean | undefined;
  password?: string | null | undefined;
  lobby?: boolean | undefined;
}

export interface RestRequest {
  method?: 'POST' | 'PATCH' | 'DELETE';
  secret?: string;
  body?: object;
  /** Sent even if the page goes away meanwhile. */
  keepalive?: boolean;
  signal?: AbortSignal;
}

const NO_CONTENT = 204;

/** The error for a server that did not answer. */
export function unreachable(cause?: unknown): CallError {
  return new CallError('server-unreachable', 'The server cannot be reached. Check your network and try again.', {
    cause,
  });
}

/**
 * The error for a request that got no answer. Browsers tell a page no reason; on another origin than the server's a refusal
 * looks the same as no network, so the message names both.
 */
function unanswered(url: string, cause: unknown): CallError {
  const { origin } = location;
  if (new URL(url).origin === origin) {
    return unreachable(cause);
  }
  const message = `The server cannot be reached, or it does not let pages of ${origin} in: PARLEY_CORS_ORIGINS must name that origin at the server.`;
  return new CallError('server-unreachable', message, { cause });
}

export class RestDoor {
  readonly #base: string;

  /** @param url the server's origin */
  constructor(url: string) {
    this.#base = `${url}/api/v1`;
  }

  /** @throws CallError with the server's code, or `server-unreachable` */
  createCall(call: NewCall): Promise<CreatedCall> {
    return this.#request('/calls', { method: 'POST', body: call });
  }

  /**
   * Reads a call, or asks for something below its address.
   *
   * @throws CallError `call-not-found`, `server-unreachable` …
   */
  read<Answer = Call>(id: string, path = '', request: RestRequest = {}): Promise<Answer> {
    return this.#request(`/calls/${encodeURIComponent(id)}${path}`, request);
  }

  /** Hangs up without a socket. */
  async hangUp(callId: string, participantId: string, secret: string): Promise<void> {
    const path = `/calls/${callId}/participants/${participantId}`;
    await this.#request(path, { method: 'DELETE', secret, keepalive: true });
  }

  async #request<Answer>(path: string, { method, secret, body, ...init }: RestRequest = {}): Promise<Answer> {
    const response = await fetch(`${this.#base}${path}`, {
      method: method ?? 'GET',
      headers: {
        ...(secret && { Authorization: `Bearer ${secret}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...init,
    }).catch((error: unknown) => {
      throw unanswered(this.#base, error);
    });
    // A proxy in front may answer with a page of its own.
    const answer: (Answer & Partial<ProblemDetails>) | null =
      response.status === NO_CONTENT ? JSON.parse('{}') : await response.json().catch(() => null);
    if (response.ok && answer) {
      return answer;
    }
    throw answer?.code
      ? new CallError(answer.code, answer.detail ?? answer.title ?? answer.code, answer)
      : unreachable(new Error(`HTTP ${response.status}`));
  }
}
