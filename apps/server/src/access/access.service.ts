// Who may: recognises API keys, owner secrets, seat secrets and join tokens. A secret is compared as a hash, never in clear.
import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refusals } from '@parley/call-rules';
import { type Permission, Refusal } from '@parley/protocol';
import { CallReader, type SecretHash, type SecretHolder } from '@parley/storage';
import { Settings } from '../settings/settings.ts';
import { JoinTokensService } from './join-tokens.service.ts';
import { hashSecret } from './secrets.ts';

/** Who sent a request about one call. */
export type Holder = SecretHolder | { role: 'api-key' } | { role: 'nobody' };

/** What someone who joins sends. */
export interface Newcomer {
  callId: string;
  secret?: string | undefined;
  displayName?: string | null | undefined;
  token?: string | undefined;
}

/** As whom somebody joins who has no seat yet. */
export interface Admitted {
  /** Undefined: a seat that is taken back keeps its own. */
  displayName: string | null | undefined;
  /** Null: nobody in particular. */
  identity: string | null;
  /** Undefined: the default. */
  permissions: readonly Permission[] | undefined;
}

const NOBODY = { identity: null, permissions: undefined } as const;

@Injectable()
export class AccessService {
  /** Whether one gets nowhere without a key, a secret or a token: PARLEY_ACCESS is `token`. */
  readonly closed: boolean;
  private readonly apiKeyHashes: readonly SecretHash[];

  constructor(
    private readonly reader: CallReader,
    private readonly tokens: JoinTokensService,
    settings: Settings,
  ) {
    this.closed = settings.access === 'token';
    this.apiKeyHashes = settings.apiKeys.map(hashSecret);
  }

  /** Constant in time: hashes are compared, all of them, whichever matches. */
  isApiKey(bearer: string): boolean {
    const hash = hashSecret(bearer);
    return this.apiKeyHashes.reduce((found, key) => timingSafeEqual(key, hash) || found, false);
  }

  /** Whose bearer it is in this call; refusing is the caller's. @throws Refusal call-not-found */
  async holder(callId: string, bearer: string | null): Promise<Holder> {
    if (bearer !== null && !this.isApiKey(bearer)) return this.reader.holderOf(callId, hashSecret(bearer));
    await this.reader.call(callId);
    return { role: bearer === null ? 'nobody' : 'api-key' };
  }

  /** Whether an API key was sent; in open mode nothing at all is fine too. @throws Refusal unauthorized for any other bearer */
  hasApiKey(bearer: string | null): boolean {
    if (bearer === null) return this.unnamed(false);
    if (!this.isApiKey(bearer)) throw new Refusal('unauthorized', 'This API key is not known here.');
    return true;
  }

  /**
   * Whoever may use TURN: the participant whose secret was sent, if its call goes on, or `api-key`. Null for everyone
   * else. @throws Refusal forbidden for a removed seat's secret, unauthorized for any other bearer, in token mode for none
   */
  async relayUser(bearer: string | null): Promise<string | null> {
    if (bearer === null) return this.unnamed(null);
    if (this.isApiKey(bearer)) return 'api-key';
    const secret = await this.reader.seatSecret(hashSecret(bearer));
    if (secret === null) throw new Refusal('unauthorized', 'This is neither an API key nor the secret of a seat.');
    if (secret.serves === 'removed') throw refusals.removed();
    return secret.serves === 'open' ? secret.participantId : null;
  }

  /**
   * As whom someone joins: in token mode as the token says, under one's own name only if it has none; a seat that is taken
   * back keeps what it has. @throws Refusal in token mode: call-not-found, unauthorized
   */
  async admit({ callId, secret, displayName, token }: Newcomer): Promise<Admitted> {
    if (!this.closed) return { displayName, ...NOBODY };
    if (await this.hasSeat(callId, secret)) return { displayName: undefined, ...NOBODY };
    if (token === undefined) throw new Refusal('unauthorized', 'One joins this call with a token. Ask for a link.');
    const known = await this.tokens.verify(token, callId);
    return { ...known, displayName: known.displayName ?? displayName };
  }

  /** @throws Refusal call-not-found */
  private async hasSeat(callId: string, secret: string | undefined): Promise<boolean> {
    if (secret !== undefined) return (await this.reader.holderOf(callId, hashSecret(secret))).role === 'participant';
    await this.reader.call(callId);
    return false;
  }

  /** Someone who sent no bearer at all. @throws Refusal unauthorized in token mode */
  private unnamed<Answer>(answer: Answer): Answer {
    if (this.closed) throw new Refusal('unauthorized', 'Send an API key as `Authorization: Bearer …`.');
    return answer;
  }
}
