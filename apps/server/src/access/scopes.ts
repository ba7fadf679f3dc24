// What an API key may: `manage` is all there is.
import { Refusal } from '@parley/protocol';
import type { ApiKeyScope } from '@parley/storage';

/** @throws Refusal forbidden */
export function requireScope(scopes: readonly ApiKeyScope[], needed: ApiKeyScope): void {
  if (scopes.includes(needed) || scopes.includes('manage')) return;
  throw new Refusal('forbidden', `This API key does not have the scope \`${needed}\`.`);
}
