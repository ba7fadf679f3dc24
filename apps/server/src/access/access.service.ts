// Who may: recognises API keys, owner secrets, seat secrets and join tokens. A secret is compared as a hash, never in clear.
import { Injectable } from '@nestjs/common';
import { refusals } from '@parley/call-rules';
import { type Permission, Refusal } from '@parley/protocol';
import { type ApiKeyScope, CallReader, type SecretHolder } from '@parley/storage';
import { Settings } from '../settings/settings.ts';
import { type ApiKey, ApiKeysService } from './api-keys.service.ts';
import { JoinTokensService } from './join-tokens.service.ts';
import { requireScope } from './scopes.ts';
import { hashSecret } from './secrets.ts';

/** Who sent a request about one call. */
export type Holder = SecretHolder | { role: 'api-key'; scopes: readonly ApiKeyScope[] } | { role: 'nobody' };

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

  constructor(
    private readonly reader: CallReader,
    private readonly tokens: JoinTokensService,
    private readonly apiKeys: ApiKeysService,
    settings: Settings,
  ) {
    this.closed = settings.access === 'token';
  }

  /** Whose bearer it is in this call; refusing is the caller's. @throws Refusal call-not-found */
  async holder(callId: string, bearer: string | null): Promise<Holder> {
    const key = bearer === null ? null : await this.apiKeys.find(bearer);
    if (bearer !== null && !key) return this.reader.holderOf(callId, hashSecret(bearer));
    await this.reader.call(callId);
    return key ? { role: 'api-key', scopes: key.scopes } : { role: 'nobody' };
  }

  /**
   * The API key that was sent; in open mode nothing at all is fine too: null.
   * @throws Refusal unauthorized for any other bearer, forbidden for a key without the scope
   */
  async apiKey(bearer: string | null, scope: ApiKeyScope): Promise<ApiKey | null> {
    if (bearer === null) return this.unnamed(null);
    const key = await this.apiKeys.find(bearer);
    if (!key) throw new Refusal('unauthorized', 'This API key is not known here.');
    requireScope(key.scopes, scope);
    return key;
  }

  /**
   * Whoever may use TURN: the participant whose secret was sent, if its call goes on, or `api-key`. Null for everyone
   * else. @throws Refusal forbidden for a removed seat's secret or a key without the scope, unauthorized for any other bearer, in token mode for none
   */
  async relayUser(bearer: string | null): Promise<string | null> {
    if (bearer === null) return this.unnamed(null);
    const key = await this.apiKeys.find(bearer);
    if (key) {
      requireScope(key.scopes, 'read');
      return 'api-key';
    }
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
