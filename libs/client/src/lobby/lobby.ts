// Before a call that has a lobby: knocks, waits for a moderator's word, and joins with what was admitted.
import type { Knock, KnockMade } from '@parley/protocol';
import { CallError } from '../call-error.ts';
import { callIdOf } from '../call-link.ts';
import type { Call } from '../call.ts';
import type { JoinOptions, Parley } from '../parley.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { afterRefusedKnock } from './knock-refusal.ts';
import { secretOf } from './knock-secret.ts';

/** `waiting` for an answer, then `admitted`: now `join()`, or `refused`; `failed`: see `error`; `closed` by this side. */
export type LobbyState = 'waiting' | 'admitted' | 'refused' | 'failed' | 'closed';

/** Who knocks. */
export type LobbyOptions = Pick<JoinOptions, 'displayName' | 'token' | 'password'>;

/** The events of a Lobby. */
export interface LobbyEventMap {
  /** `state` changed. */
  statechange: Event;
}

/** What tells that the page goes. */
type Page = Pick<Window, 'addEventListener'>;

/** Seconds for which the server holds its answer: LIMITS.maxWaitSeconds. */
const WAIT = 30;

/** Milliseconds until a server that did not answer is asked again. */
const PAUSE = 2_000;

/**
 * A knock at a call whose `info.lobby` is set: it waits until a moderator lets this side in, or does not. It goes on over
 * lost networks, and over a reload of the page, when it is made again.
 *
 * @example
 * const lobby = new Lobby(parley, link, { displayName: 'Ada' });
 * lobby.addEventListener('statechange', async () => {
 *   if (lobby.state === 'admitted') show(await lobby.join({ media }));
 * });
 */
export class Lobby extends TypedEventTarget<LobbyEventMap> {
  /** Of the call. */
  readonly callId: string;
  readonly #parley: Parley;
  readonly #options: LobbyOptions;
  readonly #secret: string;
  readonly #leaving = new AbortController();
  #state: LobbyState = 'waiting';
  #error: CallError | null = null;
  #knock: Knock | null = null;

  /**
   * Knocks.
   *
   * @throws CallError `not-a-call-link`
   */
  constructor(parley: Parley, idOrLink: string, options?: LobbyOptions);
  /** @internal with a fake, in tests */
  constructor(parley: Parley, idOrLink: string, options: LobbyOptions, page: Page);
  constructor(parley: Parley, idOrLink: string, options: LobbyOptions = {}, page: Page = window) {
    super();
    this.callId = callIdOf(idOrLink);
    this.#parley = parley;
    this.#options = options;
    this.#secret = secretOf(this.callId);
    // Whoever leaves the page waits no more; a page that is only put aside does.
    page.addEventListener('pagehide', ({ persisted }) => persisted || this.close(), { signal: this.#leaving.signal });
    void this.#wait();
  }

  /** How the knock stands. */
  get state(): LobbyState {
    return this.#state;
  }

  /**
   * Why the state is `refused`, `not-admitted`; or why it is `failed`: `call-ended`, `call-locked`, `password-required`, `wrong-password`, `unauthorized`,
   * `rate-limited`, as within a minute of a refusal, with `retryAfter` in seconds … Else null.
   */
  get error(): CallError | null {
    return this.#error;
  }

  /**
   * Joins, once it is admitted.
   *
   * @throws CallError as `Parley.joinCall`
   */
  join(options: Omit<JoinOptions, 'secret'> = {}): Promise<Call> {
    return this.#parley.joinCall(this.callId, { ...this.#options, ...options, secret: this.#secret });
  }

  /** Waits no longer: the knock is withdrawn. */
  close(): void {
    if (this.#state === 'waiting') {
      this.#become('closed');
      if (this.#knock) {
        const request = { method: 'DELETE', secret: this.#secret, keepalive: true } as const;
        void this.#parley.request(this.callId, `/knocks/${this.#knock.id}`, request).catch(() => {});
      }
    }
  }

  async #wait(): Promise<void> {
    while (this.#state === 'waiting') {
      try {
        this.#knock = await (this.#knock ? this.#ask(this.#knock) : this.#begin());
        this.#heard(this.#knock);
      } catch (error) {
        await this.#stumbled(error);
      }
    }
  }

  #begin(): Promise<KnockMade> {
    const { displayName, token, password } = this.#options;
    const body = {
      secret: this.#secret,
      ...(displayName && { displayName }),
      ...(token && { token }),
      ...(password && { password }),
    };
    return this.#parley.request(this.callId, '/knocks', { method: 'POST', body });
  }

  #ask({ id }: Knock): Promise<Knock> {
    const { signal } = this.#leaving;
    return this.#parley.request(this.callId, `/knocks/${id}?wait=${WAIT}`, { secret: this.#secret, signal });
  }

  #heard({ state }: Knock): void {
    if (this.#state !== 'waiting') {
      return;
    }
    if (state === 'withdrawn') {
      // This side was away for too long.
      this.#knock = null;
    } else if (state === 'refused') {
      this.#become(state, new CallError('not-admitted', 'A moderator did not let you in. Knock again in a minute.'));
    } else if (state === 'admitted') {
      this.#become(state);
    }
  }

  async #stumbled(error: unknown): Promise<void> {
    if (this.#state !== 'waiting') {
      return;
    }
    const refusal = error instanceof CallError ? error : new CallError('internal', String(error), { cause: error });
    const verdict = afterRefusedKnock(refusal.code, this.#knock !== null);
    if (verdict === 'over') {
      this.#become('failed', refusal);
    } else if (verdict === 'in') {
      this.#become('admitted');
    } else {
      if (verdict === 'knock') {
        this.#knock = null;
      }
      await this.#pause((refusal.retryAfter ?? 0) * 1000 || PAUSE);
    }
  }

  /** Ends early when nobody waits any more. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#leaving.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #become(state: LobbyState, error: CallError | null = null): void {
    this.#state = state;
    this.#error = error;
    this.#leaving.abort();
    this.dispatchEvent(new Event('statechange'));
  }
}
