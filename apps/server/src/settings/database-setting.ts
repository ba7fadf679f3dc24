// DATABASE_URL: a SQLite file, or a PostgreSQL database. It may hold a password: no message repeats it.
import { postgresPlace, StorageError } from '@parley/storage';
import { dirname } from 'node:path';
import { integer, SettingsError, text, type Environment } from './environment.ts';

export type DatabaseSetting =
  | { engine: 'sqlite'; path: string }
  /** `place` names it without user and password. */
  | { engine: 'postgres'; url: string; place: string; connections: number };

const NAME = 'DATABASE_URL';

export function databaseSetting(environment: Environment): DatabaseSetting {
  // As the most servers that share a PostgreSQL of its own defaults may open, ten of them: 100 connections.
  const connections = integer(environment, 'PARLEY_DATABASE_CONNECTIONS', { fallback: 8, min: 4, max: 200 });
  const url = text(environment, NAME) ?? 'sqlite:data/parley.db';
  if (/^postgres(ql)?:/.test(url)) return { engine: 'postgres', url, place: placeOf(url), connections };
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  if (path) return { engine: 'sqlite', path };
  const examples = 'sqlite:data/parley.db or postgres://user:password@host:5432/database';
  throw new SettingsError(NAME, `it is sqlite:<path> or postgres://…, for example ${examples}`);
}

/** Where the server keeps files of its own: beside the SQLite file. */
export function dataFolder(database: DatabaseSetting): string {
  return database.engine === 'sqlite' ? dirname(database.path) : 'data';
}

function placeOf(url: string): string {
  try {
    return postgresPlace(url);
  } catch (error) {
    if (error instanceof StorageError) throw new SettingsError(NAME, error.message);
    throw error;
  }
}
