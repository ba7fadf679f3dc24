// What can befall a database under a running server, and pass: a full disk, a read-only one, somebody else's lock.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SmallDisk } from './small-disk.ts';

const LOCKER = fileURLToPath(new URL('./locker.child.ts', import.meta.url));

export interface Trouble {
  /** Where the database is to be. */
  readonly folder: string;
  /** How many small commits may still find room after it began. */
  readonly room: number;
  /** Once there is a database. */
  prepare?(): void;
  /** Its first step is taken at once. */
  begin(): void | Promise<void>;
  end(): void | Promise<void>;
  discard(): void;
}

export function fullDisk(): Trouble {
  const disk = SmallDisk.tmpfs();
  return {
    folder: disk.folder,
    // In a page that is begun.
    room: 50,
    begin: () => disk.fill(),
    end: () => disk.free(),
    discard: () => disk.discard(),
  };
}

export function readOnlyDisk(): Trouble {
  const disk = SmallDisk.ext4();
  return {
    folder: disk.folder,
    room: 0,
    begin: () => disk.setImmutable(true),
    end: () => disk.setImmutable(false),
    discard: () => disk.discard(),
  };
}

export function lockedDatabase(): Trouble {
  const folder = mkdtempSync(join(tmpdir(), 'parley-locked-'));
  let locker: ChildProcess | null = null;
  const tell = async (order: 'lock' | 'let go'): Promise<void> => {
    const done = locker && once(locker, 'message');
    locker?.send(order);
    await done;
  };
  return {
    folder,
    room: 0,
    prepare: () => (locker = fork(LOCKER, [join(folder, 'parley.db')])),
    begin: () => tell('lock'),
    end: () => tell('let go'),
    discard: () => {
      locker?.kill();
      rmSync(folder, { recursive: true });
    },
  };
}
