// Secrets may stand in files, as containers are given them: NAME_FILE names the file that holds the value of NAME.
import { readFileSync } from 'node:fs';
import { type Environment, SettingsError, text } from './environment.ts';

const MAY_STAND_IN_FILES = [
  'DATABASE_URL',
  'REDIS_URL',
  'PARLEY_TURN_SECRET',
  'PARLEY_API_KEYS',
  'PARLEY_TOKEN_SECRETS',
] as const;

/** The environment with what its files hold. @throws SettingsError for a file that cannot be read, or a setting that stands in both */
export function withSecretFiles(environment: Environment): Environment {
  const files = MAY_STAND_IN_FILES.flatMap((name) => {
    const file = text(environment, `${name}_FILE`);
    return file === undefined ? [] : [[name, contentOf(environment, name, file)] as const];
  });
  return { ...environment, ...Object.fromEntries(files) };
}

function contentOf(environment: Environment, name: string, file: string): string {
  if (text(environment, name) !== undefined)
    throw new SettingsError(`${name}_FILE`, `${name} is set, too: leave one out`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new SettingsError(`${name}_FILE`, `"${file}" cannot be read`);
  }
}
