// The lobby of a call: who knocks, what is answered. Hands commands to the store, announces what was committed.
import { Injectable } from '@nestjs/common';
import type { Knock, KnockVerdict, Page } from '@parley/protocol';
import { CallReader, CallStore, type Committed, type KnockMade, type KnockSeen, type PageQuery } from '@parley/storage';
import { AccessService } from '../access/access.service.ts';
import { hashSecret, newId, newSecret } from '../access/secrets.ts';
import { CallPasswords } from '../calls/call-passwords.service.ts';
import { CommittedChanges } from '../announcements/committed-changes.ts';

export interface KnockRequest {
  callId: string;
  /** Of the seat to come. Left out, one is made here and told in the answer. */
  secret?: string | undefined;
  displayName?: string | null | undefined;
  /** What lets a newcomer knock, in token mode. */
  token?: string | undefined;
  password?: string | undefined;
  /** Whose budget of passwords is asked; null for one who has none. */
  address: string | null;
  /** A back end: it needs no password. */
  trusted: boolean;
}

export interface Knocked extends KnockMade {
  /** Only when it was made here. */
  secret?: string;
}

@Injectable()
export class KnocksService {
  constructor(
    private readonly store: CallStore,
    private readonly reader: CallReader,
    private readonly access: AccessService,
    private readonly passwords: CallPasswords,
    private readonly changes: CommittedChanges,
  ) {}

  /** Asks to be let in. @throws Refusal what a join is refused with, but for the lobby; rate-limited */
  async knock(request: KnockRequest): Promise<Knocked> {
    const { callId, address, trusted } = request;
    const { displayName = null, identity } = await this.access.admit(request);
    const secret = request.secret ?? newSecret();
    const secretHash = hashSecret(secret);
    const password = trusted ? undefined : request.password;
    const shown = await this.passwords.shown({ callId, password, secretHashes: [secretHash], address, knocks: true });
    const knock = { callId, secretHash, knockId: newId(), displayName, identity, trusted, password: shown };
    const made = await this.commit(this.store.knock(knock));
    return request.secret === undefined ? { ...made, secret } : made;
  }

  /** Those who wait, oldest first. @throws Refusal call-not-found */
  waiting(callId: string, query: PageQuery): Promise<Page<Knock>> {
    return this.reader.knocks(callId, query);
  }

  /** A knock, and whether the bearer is who made it. @throws Refusal call-not-found, knock-not-found */
  seen(callId: string, knockId: string, bearer: string | null): Promise<KnockSeen> {
    return this.reader.knock(callId, knockId, bearer === null ? null : hashSecret(bearer));
  }

  /** @throws Refusal call-not-found, knock-not-found (also: somebody else was first) */
  answer(callId: string, knockId: string, verdict: KnockVerdict): Promise<Knock> {
    return this.commit(this.store.answerKnock({ callId, knockId, verdict }));
  }

  /** Whoever knocked goes away. @throws Refusal call-not-found, knock-not-found */
  withdraw(callId: string, knockId: string): Promise<void> {
    return this.commit(this.store.withdrawKnock({ callId, knockId }));
  }

  private async commit<Outcome>(command: Promise<Committed<Outcome>>): Promise<Outcome> {
    const { outcome, changes } = await command;
    this.changes.publish(changes);
    return outcome;
  }
}
