// API keys made, listed and revoked in a PostgreSQL database, whoever else uses it meanwhile.
import type { ApiKeyRegister } from '../ports/api-keys.ts';
import { apiKeyRegister } from '../sql/api-keys.ts';
import { bringUpToDate, connected } from './bring-up-to-date.ts';
import { sqlOver } from './client-dialect.ts';

/** @throws StorageError when the database cannot be reached or used */
export async function administerPostgresApiKeys<Result>(
  url: string,
  work: (register: ApiKeyRegister) => Promise<Result>,
): Promise<Result> {
  await bringUpToDate(url);
  return connected(url, (client) => work(apiKeyRegister(sqlOver(client))));
}
