// Clears away what pages that ended left on the disk. A page that lives holds a lock on its seat's folder; a folder that
// nobody holds, and nobody wrote to for a day, is nobody's: a tab that is only being reloaded is back within seconds.
import { hasPrivateFiles, lastWritten, listFolders, removeFolder } from './private-files.ts';

/** Milliseconds. */
const LEFT_FOR = 24 * 60 * 60 * 1000;

/** Holds a seat's folder until the function that it answers is called, or the page ends. */
export function holdFolder(folder: string): () => void {
  const held = new AbortController();
  const { locks } = navigator as Partial<Navigator>;
  locks
    ?.request(
      lockOf(folder),
      () => new Promise<void>((resolve) => held.signal.addEventListener('abort', () => resolve())),
    )
    .catch(() => undefined);
  return () => held.abort();
}

/** Removes the folders that were left. What cannot be removed now is tried again by the next page. */
export async function sweepFolders(now = Date.now()): Promise<void> {
  const { locks, storage } = navigator as Partial<Navigator>;
  if (!locks || !storage || !(await hasPrivateFiles())) {
    return;
  }
  const { held = [] } = await locks.query();
  const living = new Set(held.map(({ name }) => name));
  for (const folder of await listFolders()) {
    if (!living.has(lockOf(folder)) && now - (await lastWritten(folder)) > LEFT_FOR) {
      await removeFolder(folder).catch(() => undefined);
    }
  }
}

function lockOf(folder: string): string {
  return `parley-files ${folder}`;
}
