// What can be done with the API keys of the database that the settings name.
import {
  administerPostgresApiKeys,
  administerSqliteApiKeys,
  API_KEY_SCOPES,
  type ApiKeyRegister,
  type ApiKeyScope,
  type StoredApiKey,
} from '@parley/storage';
import { hashSecret, newApiKey } from '../access/secrets.ts';
import { databaseSetting } from '../settings/database-setting.ts';
import { type Environment, SettingsError } from '../settings/environment.ts';
import { withSecretFiles } from '../settings/secret-files.ts';

/** A name stands in lists, logs and scripts. */
const NAME = /^[\w.-]{1,64}$/;

/** Answers the key, which is kept nowhere. @throws SettingsError, StorageError */
export async function createKey(environment: Environment, name: string, scopes: string): Promise<string> {
  if (!NAME.test(name)) {
    throw new SettingsError('NAME', `"${name}" is not made of 1 to 64 letters, digits and _ - . alone`);
  }
  const key = newApiKey();
  const entry = { name, hash: hashSecret(key), scopes: readScopes(scopes) };
  if (await administer(environment, (register) => register.add(entry))) return key;
  throw new SettingsError('NAME', `there is a key "${name}" already: choose another name, or revoke that one`);
}

/** A line for each key. @throws SettingsError, StorageError */
export async function listKeys(environment: Environment): Promise<string> {
  const keys = await administer(environment, (register) => register.list());
  const rows = [['NAME', 'SCOPES', 'MADE', 'LAST USED'], ...keys.map(rowOf)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** @throws SettingsError when there is none, StorageError */
export async function revokeKey(environment: Environment, name: string): Promise<void> {
  if (await administer(environment, (register) => register.remove(name))) return;
  throw new SettingsError(
    'NAME',
    `there is no key "${name}" in the database; those of PARLEY_API_KEYS are changed there`,
  );
}

function administer<Result>(
  environment: Environment,
  work: (register: ApiKeyRegister) => Promise<Result>,
): Promise<Result> {
  const database = databaseSetting(withSecretFiles(environment));
  return database.engine === 'sqlite'
    ? administerSqliteApiKeys(database.path, work)
    : administerPostgresApiKeys(database.url, work);
}

function rowOf({ name, scopes, createdAt, lastUsedOn }: StoredApiKey): string[] {
  return [name, scopes.join(','), new Date(createdAt).toISOString().slice(0, 10), lastUsedOn ?? 'never'];
}

function readScopes(text: string): ApiKeyScope[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !API_KEY_SCOPES.some((scope) => scope === word));
  if (unknown === undefined) return API_KEY_SCOPES.filter((scope) => words.includes(scope));
  throw new SettingsError('--scopes', `"${unknown}" is none of ${API_KEY_SCOPES.join(', ')}`);
}
