// On which day API keys last served: how one sees that nobody uses an old key any more, before it is revoked.
import type { Committed } from '../../ports/call-store.ts';
import type { CommandContext } from './context.ts';

export async function noteApiKeyUses(
  { db }: CommandContext,
  names: readonly string[],
  day: string,
): Promise<Committed<void>> {
  await db
    .updateTable('api_keys')
    .set({ last_used_on: day })
    .where('name', 'in', names)
    .where((expression) =>
      expression.or([expression('last_used_on', 'is', null), expression('last_used_on', '<', day)]),
    )
    .execute();
  return { outcome: undefined, changes: [] };
}
