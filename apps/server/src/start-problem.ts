// Why a start failed, as the one line that the person who started it needs.
import { Refusal } from '@parley/protocol';
import { StorageError } from '@parley/storage';
import { SettingsError } from './settings/environment.ts';

/** The line, or null when the failure is none that a person can mend and so deserves its stack. */
export function startProblem(error: unknown): string | null {
  if (error instanceof SettingsError || error instanceof StorageError) return error.message;
  if (error instanceof Refusal && error.code === 'unavailable') {
    return `The database cannot be written (${reasonOf(error.cause)}): see that it runs and its disk has room, and start again.`;
  }
  if (!isSystemError(error)) return null;
  const { code, port, address, path } = error;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: stop what listens there, or choose another with PORT (PARLEY_HTTPS_PORT for https).`;
    case 'EADDRNOTAVAIL':
      return `HOST: ${address} is no address of this machine.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return port === undefined
        ? `${path} cannot be written: give this user the right to, or choose another folder with DATABASE_URL.`
        : `Port ${port} may not be used by this user: choose one above 1023 with PORT.`;
    default:
      return null;
  }
}

/** SQLite's own words, less where they were said. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return (message.split('\n')[0] ?? '').replace(/^Error: /, '');
}

interface SystemError extends Error {
  code: string;
  port?: number;
  address?: string;
  path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
