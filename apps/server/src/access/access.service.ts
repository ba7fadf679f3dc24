// Who may: recognises API keys, owner secrets and seat secrets. A secret is compared as a hash, never in clear.
import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refusals } from '@parley/call-rules';
import { Refusal } from '@parley/protocol';
import { CallReader, type SecretHash, type SecretHolder } from '@parley/storage';
import { Settings } from '../settings/settings.ts';
import { hashSecret } from './secrets.ts';

/** Who sent a request about one call. */
export type Holder = SecretHolder | { role: 'api-key' } | { role: 'nobody' };

@Injectable()
export class AccessService {
  private readonly apiKeyHashes: readonly SecretHash[];

  constructor(
    private readonly reader: CallReader,
    settings: Settings,
  ) {
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

  /** Whether an API key was sent; nothing at all is fine too. @throws Refusal unauthorized for any other bearer */
  hasApiKey(bearer: string | null): boolean {
    if (bearer === null) return false;
    if (!this.isApiKey(bearer)) throw new Refusal('unauthorized', 'This API key is not known here.');
    return true;
  }

  /**
   * Whoever may use TURN: the participant whose secret was sent, if its call goes on, or `api-key`. Null for everyone
   * else. @throws Refusal forbidden for a removed seat's secret, unauthorized for any other bearer
   */
  async relayUser(bearer: string | null): Promise<string | null> {
    if (bearer === null) return null;
    if (this.isApiKey(bearer)) return 'api-key';
    const secret = await this.reader.seatSecret(hashSecret(bearer));
    if (secret === null) throw new Refusal('unauthorized', 'This is neither an API key nor the secret of a seat.');
    if (secret.serves === 'removed') throw refusals.removed();
    return secret.serves === 'open' ? secret.participantId : null;
  }
}
