// DATABASE_URL as pg's options. The password is in there: none of this is ever put into a message.
import { parseIntoClientConfig } from 'pg-connection-string';
import type { PoolConfig } from 'pg';
import { StorageError } from '../storage-error.ts';

/** Words of libpq's `sslmode` (https://www.postgresql.org/docs/current/libpq-ssl.html) that stand for the certificate and the name being checked. */
const CHECKED = new Set(['require', 'verify-ca', 'verify-full']);
const UNCHECKED = new Set(['disable', 'no-verify']);

/** @throws StorageError that names what is wrong, without the URL */
export function connectionOptions(url: string): PoolConfig {
  const parsed = URL.parse(url);
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new StorageError('it is no address such as postgres://user:password@host:5432/database');
  }
  if (parsed.pathname.length < 2)
    throw new StorageError('it names no database: postgres://user:password@host:5432/database');
  const mode = parsed.searchParams.get('sslmode');
  if (mode !== null && !CHECKED.has(mode) && !UNCHECKED.has(mode)) {
    throw new StorageError('its sslmode is none of disable, no-verify, require, verify-ca, verify-full');
  }
  // pg takes all of these for verify-full, and warns of the weaker words.
  if (mode !== null && CHECKED.has(mode)) parsed.searchParams.set('sslmode', 'verify-full');
  try {
    return parseIntoClientConfig(parsed.href);
  } catch (error) {
    // A file of a certificate that cannot be read; pg's own words name the file.
    throw new StorageError(`it cannot be used (${error instanceof Error ? error.message : 'unknown'})`, {
      cause: error,
    });
  }
}

/** Where it is, for messages: never with the user or the password. */
export function postgresPlace(url: string): string {
  const { host, port = 5432, database = '' } = connectionOptions(url);
  return `${database} at ${host?.startsWith('/') ? host : `${host || 'localhost'}:${port}`}`;
}
