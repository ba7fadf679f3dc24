// Creates a call: waiting, with nobody in it.
import type { Committed, CreateCall } from '../../ports/call-store.ts';
import type { VersionedCall } from '../../ports/stored.ts';
import { versioned } from '../call-rows.ts';
import type { CommandContext } from './context.ts';

export async function createCall({ db, now }: CommandContext, command: CreateCall): Promise<Committed<VersionedCall>> {
  const row = await db
    .insertInto('calls')
    .values({
      id: command.id,
      owner_secret_hash: command.ownerSecretHash,
      name: command.name,
      max_participants: command.maxParticipants,
      metadata: JSON.stringify(command.metadata),
      listed: command.listed ? 1 : 0,
      state: 'waiting',
      version: 1,
      created_at: now,
      started_at: null,
      ended_at: null,
      end_reason: null,
      idle_since: now,
      password_hash: command.passwordHash,
      lobby: command.lobby ? 1 : 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const outcome = versioned({ row, present: [] });
  return { outcome, changes: [{ kind: 'call-changed', ...outcome, wasListed: false }] };
}
