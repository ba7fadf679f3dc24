// The table of API keys, on either engine.
import { API_KEY_SCOPES, type ApiKeyRegister, type NewApiKey, type StoredApiKey } from '../ports/api-keys.ts';
import type { Sql } from './schema.ts';

export async function apiKeys(db: Sql): Promise<StoredApiKey[]> {
  const rows = await db.selectFrom('api_keys').selectAll().execute();
  return rows
    .map(({ name, hash, scopes, created_at, last_used_on }) => ({
      name,
      hash,
      // What a newer Parley may have granted and this one does not know grants nothing here.
      scopes: API_KEY_SCOPES.filter((scope) => scopes.split(',').includes(scope)),
      createdAt: created_at,
      lastUsedOn: last_used_on,
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** The register over a connection of its own, where each statement is a transaction. */
export function apiKeyRegister(db: Sql): ApiKeyRegister {
  return {
    list: () => apiKeys(db),

    async add({ name, hash, scopes }: NewApiKey): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('api_keys')
        .values({ name, hash, scopes: scopes.join(','), created_at: Date.now(), last_used_on: null })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    async remove(name: string): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('api_keys').where('name', '=', name).executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
  };
}
