// Changes what a call says of itself, ends it over REST, or erases it.
import { decideChange } from '@parley/call-rules';
import type { Updateable } from 'kysely';
import type { ChangeCall, Committed } from '../../ports/call-store.ts';
import type { VersionedCall } from '../../ports/stored.ts';
import { accepted } from '../accepted.ts';
import { loadCall, saveCall, versioned } from '../call-rows.ts';
import { eraseRows } from '../erase-rows.ts';
import { settleWaiting } from '../knock-rows.ts';
import type { CallTable } from '../schema.ts';
import type { CallRow } from '../views.ts';
import type { CommandContext } from './context.ts';
import { endCall } from './end-call.ts';

export async function changeCall(context: CommandContext, command: ChangeCall): Promise<Committed<VersionedCall>> {
  const loaded = await loadCall(context.db, command.callId);
  const { row, present } = loaded;
  const decision = accepted(
    decideChange({
      call: { state: row.state },
      version: row.version,
      ifMatch: command.ifMatch,
      describes: describes(command),
      ends: command.state === 'ended',
    }),
  );
  const patch = differing(row, command);
  if (decision === 'changes' && command.state === 'ended') {
    const { ended, changes } = await endCall(context, loaded, { reason: 'ended', by: null, patch });
    return { outcome: ended, changes };
  }
  if (decision === 'nothing' || Object.keys(patch).length === 0) return { outcome: versioned(loaded), changes: [] };
  const outcome = versioned({ row: await saveCall(context.db, row, patch), present });
  // Without a lobby nobody waits in it.
  const admitted = patch.lobby === 0 ? await settleWaiting(context.db, context.engine, row, 'admitted') : [];
  return { outcome, changes: [{ kind: 'call-changed', ...outcome, wasListed: row.listed === 1 }, ...admitted] };
}

/** Whether anything of the call is to change beside its state. */
function describes({ name, metadata, listed, passwordHash, locked, lobby }: ChangeCall): boolean {
  return [name, metadata, listed, passwordHash, locked, lobby].some((asked) => asked !== undefined);
}

/** Of what was asked for, that which is not so already. */
function differing(row: CallRow, { name, metadata, passwordHash, ...flags }: ChangeCall): Updateable<CallTable> {
  const text = JSON.stringify(metadata);
  return {
    ...(name !== undefined && name !== row.name && { name }),
    ...(metadata !== undefined && text !== row.metadata && { metadata: text }),
    ...(passwordHash !== undefined && passwordHash !== row.password_hash && { password_hash: passwordHash }),
    ...changedFlag(row, 'listed', flags.listed),
    ...changedFlag(row, 'locked', flags.locked),
    ...changedFlag(row, 'lobby', flags.lobby),
  };
}

function changedFlag(row: CallRow, name: 'listed' | 'locked' | 'lobby', asked?: boolean): Updateable<CallTable> {
  const flag = asked ? 1 : 0;
  return asked !== undefined && flag !== row[name] ? { [name]: flag } : {};
}

export async function eraseCall(context: CommandContext, callId: string): Promise<Committed<void>> {
  const loaded = await loadCall(context.db, callId);
  const { row } = loaded;
  const changes =
    row.state === 'ended' ? [] : (await endCall(context, loaded, { reason: 'deleted', by: null })).changes;
  await eraseRows(context.db, row.number, Number.MAX_SAFE_INTEGER);
  return { outcome: undefined, changes };
}
