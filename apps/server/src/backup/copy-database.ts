// One whole file of a SQLite database as of one moment, while its server runs: what still stands in its log included.
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StorageError } from '@parley/storage';

/** @throws StorageError when there is nothing to copy, something is in the way, or the copy is not whole */
export function copyDatabase(from: string, to: string): void {
  if (!existsSync(from)) throw new StorageError(`${from} is not there: nothing was copied.`);
  if (existsSync(to)) throw new StorageError(`${to} is there already: nothing was copied.`);
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    source.prepare('vacuum into ?').run(to);
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to, { readOnly: true });
  try {
    const found = copy.prepare('pragma quick_check').get()?.['quick_check'];
    if (found !== 'ok') throw new StorageError(`${to} is not whole (${String(found)}): try again.`);
  } finally {
    copy.close();
  }
}
