// A small file system of one's own, to be filled up or made read-only. Mounting needs root, as a CI's container may be.
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  type PathLike,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIZE = 16 * 1024 * 1024;
const PIECE = 64 * 1024;

export class SmallDisk {
  private readonly home: string;
  readonly folder: string;

  private constructor() {
    this.home = mkdtempSync(join(tmpdir(), 'parley-disk-'));
    this.folder = join(this.home, 'mount');
    mkdirSync(this.folder);
  }

  /** In memory. */
  static tmpfs(): SmallDisk {
    const disk = new SmallDisk();
    run('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', disk.folder);
    return disk;
  }

  /** A real one, in a file. */
  static ext4(): SmallDisk {
    const disk = new SmallDisk();
    const image = join(disk.home, 'image');
    writeFileSync(image, '');
    truncateSync(image, SIZE);
    run('mkfs.ext4', '-q', '-O', '^has_journal', image);
    run('mount', '-o', 'loop', image, disk.folder);
    return disk;
  }

  /** Writes until there is no room for another byte. */
  fill(): void {
    const file = openSync(this.filler, 'w');
    for (let piece = PIECE; piece >= 1;) {
      try {
        writeSync(file, Buffer.alloc(piece));
      } catch {
        piece = Math.floor(piece / 2);
      }
    }
    closeSync(file);
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  /**
   * Files that are open already stop taking writes, too; a remount would be refused for as long as a server has them open.
   * Not so SQLite's shared memory: ext4 answers a write to a mapped page of an immutable file with SIGBUS, of a file
   * system that it made read-only itself it does not.
   */
  setImmutable(immutable: boolean): void {
    const files = readdirSync(this.folder).filter((name) => name !== 'lost+found' && !name.endsWith('-shm'));
    run('chattr', immutable ? '+i' : '-i', this.folder, ...files.map((name) => join(this.folder, name)));
  }

  remount(mode: 'ro' | 'rw'): void {
    run('mount', '-o', `remount,${mode}`, this.folder);
  }

  discard(): void {
    run('umount', this.folder);
    rmSync(this.home, { recursive: true });
  }

  private get filler(): PathLike {
    return join(this.folder, 'filler');
  }
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Why no small disks can be had here, or null. */
export function whyNoDisks(): string | null {
  for (const make of [() => SmallDisk.tmpfs(), () => SmallDisk.ext4()]) {
    try {
      make().discard();
    } catch (error) {
      return error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
    }
  }
  return null;
}
