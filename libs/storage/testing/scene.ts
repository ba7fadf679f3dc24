// A storage under test, with the few moves that every test begins with.
import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '@parley/protocol';
import type {
  AppendSignal,
  Committed,
  CreateCall,
  SeatTaken,
  SignalAppended,
  TakeSeat,
} from '../src/ports/call-store.ts';
import type { CommittedChange } from '../src/ports/committed-change.ts';
import type { SeatHandle, SecretHash } from '../src/ports/stored.ts';
import type { Storage } from '../src/ports/storage.ts';

/** Opens an empty storage. It is closed with {@link Scene.close}. */
export type OpenStorage = () => Promise<Storage>;

export const ALL = { limit: 200, cursor: undefined };
export const ALL_SIGNALS = { ...ALL, type: undefined, from: undefined, to: undefined };
export const ALL_CALLS = { ...ALL, state: undefined, listedOnly: false };
export const MAILBOX = { after: undefined, limit: 500 };

/** A call without a door to pass, and somebody of whom nothing is known. */
export const OPEN = { passwordHash: null, lobby: false };
export const NOBODY_IN_PARTICULAR = {
  identity: null,
  permissions: undefined,
  duplicates: 'replace',
  trusted: false,
  ownerSecretHash: undefined,
  password: null,
} as const;

export const secretHash = (): SecretHash => new Uint8Array(randomBytes(32));

/** Who joined: its seat and what it needs to come back. */
export interface Guest extends SeatTaken {
  secretHash: SecretHash;
  changes: CommittedChange[];
}

export class Scene {
  readonly store: Storage['store'];
  readonly reader: Storage['reader'];

  constructor({ store, reader }: Storage) {
    this.store = store;
    this.reader = reader;
  }

  /** A new call's id. */
  async call(details: Partial<CreateCall> = {}): Promise<string> {
    const command = {
      id: randomUUID(),
      ownerSecretHash: secretHash(),
      name: null,
      metadata: {},
      listed: true,
      ...OPEN,
    };
    const { outcome } = await this.store.createCall({ ...command, maxParticipants: 2, ...details });
    return outcome.call.id;
  }

  async join(callId: string, details: Partial<TakeSeat> = {}): Promise<Guest> {
    const command: TakeSeat = {
      callId,
      secretHash: secretHash(),
      participantId: randomUUID(),
      displayName: undefined,
      after: undefined,
      door: 'socket',
      ...NOBODY_IN_PARTICULAR,
      ...details,
    };
    const { outcome, changes } = await this.store.takeSeat(command);
    return { ...outcome, changes, secretHash: command.secretHash };
  }

  /** The same guest under its secret again. */
  async rejoin({ seat, secretHash }: Guest, details: Partial<TakeSeat> = {}): Promise<Guest> {
    return this.join(seat.callId, { secretHash, ...details });
  }

  /** A call for two with both in it. */
  async pair(details: Partial<CreateCall> = {}): Promise<{ callId: string; alice: Guest; bob: Guest }> {
    const callId = await this.call(details);
    return { callId, alice: await this.join(callId), bob: await this.join(callId) };
  }

  /** Says something: an offer unless told otherwise. */
  say({ seat }: { seat: SeatHandle }, details: Partial<AppendSignal> = {}): Promise<Committed<SignalAppended>> {
    const type = details.type ?? 'offer';
    return this.store.appendSignal({
      seat,
      type,
      to: undefined,
      messageId: randomUUID(),
      connection: '',
      content: type === 'candidate' ? { candidate: 'candidate:1' } : { type, sdp: 'v=0' },
      ...details,
    });
  }

  hangUp({ seat }: Guest, reason: string | null = null): Promise<Committed<void>> {
    return this.store.hangUp(seat, reason);
  }

  /** The grace of the seat runs out. */
  async lose({ seat }: Guest): Promise<CommittedChange[]> {
    await this.store.setPresence(seat, 'reconnecting');
    return (await this.store.loseSeat(seat)).changes;
  }

  /** The messageIds that stand in a guest's mailbox past `after`, from the beginning by default. */
  async mailbox({ seat }: Guest, after = 0): Promise<string[]> {
    const { items } = await this.reader.mailbox(seat, { after, limit: 500 });
    return items.map(({ messageId }) => messageId);
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.store.close();
  }
}

/** The code of the refusal that a command ends in. */
export async function refusalOf(command: Promise<unknown>): Promise<string> {
  const error = await command.then(
    () => new Error('It was not refused.'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error.code;
  throw error;
}

/** What changed, by kind. */
export const kinds = (changes: readonly CommittedChange[]): string[] => changes.map(({ kind }) => kind);

/** The change of one kind, of which there must be one. */
export function only<Kind extends CommittedChange['kind']>(
  changes: readonly CommittedChange[],
  kind: Kind,
): Extract<CommittedChange, { kind: Kind }> {
  const found = changes.filter((change) => change.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} changes are ${kind}.`);
  return found[0] as Extract<CommittedChange, { kind: Kind }>;
}
