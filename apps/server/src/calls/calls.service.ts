// The life of a call and its seats: makes ids and secrets, hands commands to the store, announces what was committed.
import { Injectable } from '@nestjs/common';
import { refusals } from '@parley/call-rules';
import { type Knock, LIMITS, type Metadata, type Page, type Participant, type Permission } from '@parley/protocol';
import {
  type CallQuery,
  CallReader,
  CallStore,
  type ChangeCall,
  type Committed,
  type Door,
  type PageQuery,
  type SeatHandle,
  type SeatTaken,
  type StoredCall,
  type VersionedCall,
} from '@parley/storage';
import { AccessService } from '../access/access.service.ts';
import { hashSecret, newId, newSecret } from '../access/secrets.ts';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { Settings } from '../settings/settings.ts';
import { CallPasswords } from './call-passwords.service.ts';
import { moderates } from './moderates.ts';

export interface CallRequest {
  name: string | null;
  maxParticipants: number;
  metadata: Metadata;
  listed: boolean;
  password: string | null;
  lobby: boolean;
}

/** A change; what is left out stays as it is. */
export interface ChangeRequest extends Omit<ChangeCall, 'passwordHash'> {
  password?: string | null;
}

/** The answer to a creation; the owner secret is told this once. */
export interface CallCreated extends VersionedCall {
  ownerSecret: string;
}

export interface JoinRequest {
  callId: string;
  /** Left out, a secret is made here and told in the answer. */
  secret?: string | undefined;
  /** Left out, a seat that is taken back keeps its name. */
  displayName?: string | null | undefined;
  /** What lets a newcomer in, in token mode. */
  token?: string | undefined;
  /** The reader's position in its mailbox; it is confirmed. */
  after?: number | undefined;
  password?: string | undefined;
  ownerSecret?: string | undefined;
  /** An API key, or the owner's secret as bearer, came with it. */
  trusted?: boolean;
  /** Whose budgets are asked; null for one who has none. */
  address: string | null;
  door: Door;
}

export interface Seated extends SeatTaken {
  /** Those who wait to be let in; only for one who may do so. */
  knocks?: Knock[];
  /** Only when it was made here. */
  secret?: string;
}

@Injectable()
export class CallsService {
  constructor(
    private readonly store: CallStore,
    private readonly reader: CallReader,
    private readonly access: AccessService,
    private readonly passwords: CallPasswords,
    private readonly changes: CommittedChanges,
    private readonly settings: Settings,
  ) {}

  /** @param address whose budget of passwords is asked; null for one who has none. @throws Refusal rate-limited */
  async create({ password, ...request }: CallRequest, address: string | null): Promise<CallCreated> {
    const ownerSecret = newSecret();
    const passwordHash = await this.hashed(password, address);
    const created = await this.commit(
      this.store.createCall({ ...request, passwordHash, id: newId(), ownerSecretHash: hashSecret(ownerSecret) }),
    );
    return { ...created, ownerSecret };
  }

  /** @throws Refusal call-not-found */
  call(callId: string): Promise<VersionedCall> {
    return this.reader.call(callId);
  }

  /** Newest first. @throws Refusal invalid-payload for a cursor that is none of this list's */
  list(query: CallQuery): Promise<Page<StoredCall>> {
    return this.reader.calls(query);
  }

  /** The newest listed calls that have not ended, for watchers. */
  async open(limit: number): Promise<StoredCall[]> {
    return (await this.reader.openCalls(limit)).map(({ call }) => call);
  }

  /** @throws Refusal call-not-found, call-ended, precondition-failed, rate-limited (passwords) */
  async change({ password, ...command }: ChangeRequest, address: string | null): Promise<VersionedCall> {
    const change =
      password === undefined ? command : { ...command, passwordHash: await this.hashed(password, address) };
    return this.commit(this.store.changeCall(change));
  }

  /** Ends the call if need be and erases it with all its signals. @throws Refusal call-not-found */
  erase(callId: string): Promise<void> {
    return this.commit(this.store.eraseCall(callId));
  }

  /** Takes a seat, or takes back the one the secret has. @throws Refusal as `CallStore.takeSeat`, and unauthorized, rate-limited */
  async join(request: JoinRequest): Promise<Seated> {
    const { callId, after, door, address, trusted = false } = request;
    const admitted = await this.access.admit(request);
    const secret = request.secret ?? newSecret();
    const secretHash = hashSecret(secret);
    const ownerSecretHash = request.ownerSecret === undefined ? undefined : hashSecret(request.ownerSecret);
    const secretHashes = ownerSecretHash ? [secretHash, ownerSecretHash] : [secretHash];
    const password = trusted ? undefined : request.password;
    const taken = await this.commit(
      this.store.takeSeat({
        ...admitted,
        callId,
        secretHash,
        participantId: newId(),
        after,
        door,
        trusted,
        ownerSecretHash,
        password: await this.passwords.shown({ callId, password, secretHashes, address }),
        duplicates: this.settings.duplicateIdentity,
      }),
    );
    const knocks = await this.knocksFor(taken);
    return { ...taken, ...(knocks && { knocks }), ...(request.secret === undefined && { secret }) };
  }

  /** Leaves; repeated it changes nothing. @throws Refusal not-joined when the seat was taken anew since */
  hangUp(seat: SeatHandle, reason: string | null): Promise<void> {
    return this.commit(this.store.hangUp(seat, reason));
  }

  /** Takes a participant out for good. @throws Refusal call-not-found, participant-not-found */
  remove(callId: string, participantId: string): Promise<void> {
    return this.commit(this.store.removeParticipant(callId, participantId));
  }

  /** Says all that a seat may do from now on. @throws Refusal call-not-found, participant-not-found */
  permit(callId: string, participantId: string, permissions: readonly Permission[]): Promise<Participant> {
    return this.commit(this.store.permit(callId, participantId, permissions));
  }

  /** Everyone who ever had a seat, in the order of joining. @throws Refusal call-not-found */
  participants(callId: string, query: PageQuery): Promise<Page<Participant>> {
    return this.reader.participants(callId, query);
  }

  /** Whether someone with this id ever had a seat. @throws Refusal call-not-found */
  hasParticipant(callId: string, participantId: string): Promise<boolean> {
    return this.reader.hasParticipant(callId, participantId);
  }

  /** @throws Refusal call-not-found, participant-not-found (also: it has left) */
  async mustBePresent(callId: string, participantId: string): Promise<void> {
    const { participants } = (await this.reader.call(callId)).call;
    if (!participants.some(({ id }) => id === participantId)) throw refusals.participantNotFound();
  }

  /** Read after the commit: who knocks later is announced to the seat. */
  private async knocksFor({ self, call }: SeatTaken): Promise<Knock[] | undefined> {
    if (!call.lobby || !moderates(self)) return undefined;
    return (await this.reader.knocks(call.id, { limit: LIMITS.waitingKnocks, cursor: undefined })).items;
  }

  private async hashed(password: string | null, address: string | null): Promise<string | null> {
    return password === null ? null : this.passwords.hash(password, address);
  }

  private async commit<Outcome>(command: Promise<Committed<Outcome>>): Promise<Outcome> {
    const { outcome, changes } = await command;
    this.changes.publish(changes);
    return outcome;
  }
}
