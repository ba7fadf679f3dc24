// Reads single settings out of the environment. A value that makes no sense is a SettingsError that names its setting.

export type Environment = Readonly<Record<string, string | undefined>>;

/** The start stops here: one line, for whoever set the setting. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(setting: string, problem: string) {
    super(`${setting}: ${problem}`);
  }
}

/** The value, trimmed; undefined when it is not set or empty. */
export function text(environment: Environment, name: string): string | undefined {
  return environment[name]?.trim() || undefined;
}

/** A whole number from `min` to `max`. */
export function integer(
  environment: Environment,
  name: string,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  const value = text(environment, name);
  if (value === undefined) return fallback;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
  if (!(number >= min && number <= max)) {
    throw new SettingsError(name, `"${value}" is not a whole number from ${min} to ${max}`);
  }
  return number;
}

/** One of a few words. */
export function choice<const Word extends string>(
  environment: Environment,
  name: string,
  words: readonly Word[],
  fallback: Word,
): Word {
  const value = text(environment, name);
  if (value === undefined) return fallback;
  const word = words.find((candidate) => candidate === value);
  if (!word) throw new SettingsError(name, `"${value}" is none of ${words.join(', ')}`);
  return word;
}

/** A comma-separated list; set but empty is an empty list. */
export function list(environment: Environment, name: string, fallback: readonly string[]): string[] {
  const value = environment[name];
  if (value === undefined) return [...fallback];
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
